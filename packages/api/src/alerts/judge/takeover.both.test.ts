import { describe, expect, onTestFinished, test } from 'vitest';
import { setUpOutage } from '../../testing/alert-outage.ts';
import { setUpAlert, startEngine } from '../../testing/alerts.ts';
import { createTestApi, eventually, testFrame } from '../../testing/index.ts';
import type { PendingTransition } from './pending-transitions.ts';
import { createAlertRecorder } from './record.ts';

const { TEST_DATABASE_URL } = process.env;

describe.skipIf(!TEST_DATABASE_URL)('a process that is cut off from PostgreSQL', () => {
  test('before it has loaded any rules keeps frames and judges them by their own times', async () => {
    const { takeAway, engine, hear, told, lines } = await setUpOutage('postgresql');
    const bringBack = await takeAway();
    for (let n = 0; n < 120; n++) await hear(50);
    const onsetAt = await hear(75);
    const clearedAt = await hear(60);
    await engine.tick();
    await bringBack();
    await engine.tick();
    expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt, value: 75 }]);
    expect(lines).toMatchObject([
      { level: 50 },
      { level: 40, waiting: { frames: 120 }, dropped: { frames: expect.any(Number) } },
    ]);
    expect(lines[1]!.dropped!.frames).toBeGreaterThanOrEqual(2);
  });

  test('and has released the meter writes its results later, even if no process reads it since', async () => {
    const { unit, takeAway, engine, hear, told } = await setUpOutage('postgresql');
    await hear(50);
    const bringBack = await takeAway();
    const onsetAt = await hear(75);
    const clearedAt = await hear(60);
    engine.release(unit.id);
    await engine.settled();
    await bringBack();
    await eventually(async () => expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt }]));
  });

  /** Another process takes over the meter, with its own connection to the database. */
  async function takeOver() {
    const setting = await setUpOutage('postgresql');
    const { api, unit, engine, takeAway } = setting;
    await setting.hear(50);
    const bringBack = await takeAway();
    const other = await startEngine(api);
    onTestFinished(() => other.close());
    return {
      ...setting,
      other,
      giveUp: async () => {
        engine.release(unit.id);
        await engine.settled();
      },
      async bringBack() {
        await bringBack();
        await engine.tick();
        await other.settled();
      },
    };
  }

  test('does not repeat what the other has reported of the same frames', async () => {
    const { api, unit, engine, other, giveUp, bringBack, told } = await takeOver();
    for (const level of [75, 80, 60, 50]) {
      api.clock.advance(1);
      for (const one of [engine, other]) {
        one.frame(unit.id, testFrame(unit.id, api.clock.now(), level));
        await one.settled();
      }
    }
    await giveUp();
    await bringBack();
    expect(await told()).toMatchObject([{ open: false, peak: 80 }]);
    expect(await api.app.db.auditEvent.count({ where: { action: { startsWith: 'alert.' } } })).toBe(2);
  });

  test('does not report an alert that is open at the other', async () => {
    const { hear, other, giveUp, bringBack, told } = await takeOver();
    await hear(75);
    await giveUp();
    const onsetAt = await hear(77, other);
    await bringBack();
    expect(await told()).toMatchObject([{ open: true, onsetAt, value: 77 }]);
    const clearedAt = await hear(60, other);
    expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt }]);
  });

  test('still reports an alert that was over before the other began', async () => {
    const { hear, other, giveUp, bringBack, told } = await takeOver();
    const first = { onsetAt: await hear(75), clearedAt: await hear(60), open: false };
    await giveUp();
    const onsetAt = await hear(77, other);
    await bringBack();
    // In the order of writing: the alert written last is the newest.
    expect(await told()).toMatchObject([{ open: true, onsetAt }, first]);
    const clearedAt = await hear(60, other);
    expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt }, first]);
  });

  test('leaves an alert that it began to the other, which closes it', async () => {
    const { hear, other, giveUp, bringBack, told } = await takeOver();
    const onsetAt = await hear(75);
    await giveUp();
    await hear(60, other);
    await bringBack();
    expect(await told()).toMatchObject([{ open: true, onsetAt }]);
    const clearedAt = await hear(60, other);
    expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt }]);
  });

  test('continues from the stored state when it gets the meter back', async () => {
    const { hear, other, unit, giveUp, bringBack, told } = await takeOver();
    await hear(75);
    await giveUp();
    const onsetAt = await hear(77, other);
    other.release(unit.id);
    await other.settled();
    await bringBack();
    await hear(78);
    const clearedAt = await hear(60);
    expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt, peak: 78 }]);
  });
});

test('a write whose answer was lost is not repeated', async () => {
  await using api = await createTestApi();
  const { unit, rule, location, alerts } = await setUpAlert(api);
  const { db, events, now } = api.app;
  const recorder = createAlertRecorder({ db, events, now, onDeliveries() {} });
  const at = (seconds: number) => new Date(now().getTime() + seconds * 1_000).toISOString();
  const { condition } = await db.alertRule.findUniqueOrThrow({ where: { id: rule.id } });
  const begun = { since: at(1), peak: 75, peakAt: at(1) };
  const alert = { onsetAt: at(1), ...begun };
  const state = { lastAt: at(1), seenAt: at(1), pending: null, alert, clearedAt: null };
  const place = { workspaceId: rule.workspaceId, ruleId: rule.id, locationId: location.id, unitId: unit.id };
  const shared = {
    place,
    rule: { id: rule.id, condition: condition as PendingTransition['rule']['condition'] },
  };
  const onset: PendingTransition = {
    ...shared,
    state,
    transition: { type: 'onset', at: at(1), value: 75, ...begun },
  };
  const clear: PendingTransition = {
    ...shared,
    state: { lastAt: at(2), seenAt: at(2), pending: null, alert: null, clearedAt: at(2) },
    transition: { type: 'clear', at: at(2), onsetAt: at(1), peak: 75, peakAt: at(1), reason: 'level' },
  };
  expect(await recorder.write(onset, clear)).toBe(true);
  const again: [PendingTransition, PendingTransition?][] = [[onset, clear], [onset], [clear]];
  for (const news of again) expect(await recorder.write(...news)).toBe(false);
  expect(await alerts()).toMatchObject([{ open: false, onsetAt: at(1), clearedAt: at(2) }]);
});
