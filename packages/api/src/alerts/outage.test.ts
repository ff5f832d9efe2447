import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createOutbox, createTestApi, eventually, testFrame } from '../testing/index.ts';
import type { News } from './news.ts';
import { createAlertRecorder } from './record.ts';
import type { StoredAction } from './schema.ts';
import { openUnreliably, setUpAlert, startEngine } from './testing.ts';

const { TEST_DATABASE_URL } = process.env;
const kinds = ['sqlite', 'postgresql'] as const;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function setUp(
  kind: (typeof kinds)[number],
  options: { condition?: object; actions?: (home: { id: string }) => Promise<StoredAction[]> } = {},
) {
  const outbox = createOutbox();
  const api = await createTestApi({ kind, mail: outbox });
  cleanups.push(() => api[Symbol.asyncDispose]());
  const setting = await setUpAlert(api, options);
  const way = await openUnreliably(api);
  cleanups.push(() => way[Symbol.asyncDispose]());
  /** The process whose database goes away. */
  async function start() {
    const engine = await startEngine(api, way);
    cleanups.push(() => engine.close());
    return engine;
  }
  const engine = await start();
  const hear = async (level: number, by = engine) => {
    await setting.hear(level, { engine: by });
    return api.clock.now().toISOString();
  };
  /** What is told of alerts, oldest first. */
  const told = async () => (await setting.alerts()).reverse();
  // Who asks is made by the first call, which needs the database.
  await told();
  const openInPortal = () =>
    api.app.db.alertEvent.count({ where: { inPortal: true, openKey: { not: null } } });
  return { ...setting, ...way, api, outbox, start, engine, hear, told, openInPortal };
}

/** A receiver of webhooks: what it was told. */
async function startReceiver() {
  const bodies: { event: string; alert: Record<string, unknown> }[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const part of req) body += part;
    bodies.push(JSON.parse(body));
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe.each(kinds)('while %s is away', (kind) => {
  describe.skipIf(kind === 'postgresql' && !TEST_DATABASE_URL)('', () => {
    test('an alert that begins and ends is told afterwards, with its times; no overlay and no banner shows', async () => {
      const receiver = await startReceiver();
      const { operator, mine, rule, takeAway, engine, hear, told, outbox, openInPortal } = await setUp(kind);
      const device = await mine.buildDevice();
      const template = await operator.pip.template.create({
        name: 'Loud',
        payload: { type: 'web', uri: 'https://example.com', slot: 'alert' },
      });
      await operator.alerts.rule.update({
        ruleId: rule.id,
        actions: [
          { kind: 'overlay', targetIds: [device.id], templateId: template.id },
          { kind: 'email', to: ['ada@example.com'] },
          { kind: 'webhook', url: receiver.url },
          { kind: 'portal' },
        ],
      });
      await using screen = await device.connect();
      await hear(50);

      const bringBack = await takeAway();
      const onsetAt = await hear(75);
      const peakAt = await hear(78);
      const clearedAt = await hear(60);
      for (let n = 0; n < 70; n++) await hear(50);
      expect(await told()).toEqual([]);
      await bringBack();
      await engine.tick();

      expect(await told()).toMatchObject([
        { open: false, onsetAt, value: 75, peak: 78, peakAt, clearedAt, ruleName: 'Loud' },
      ]);
      await eventually(() => expect(receiver.bodies).toHaveLength(2));
      expect(receiver.bodies).toMatchObject([
        { event: 'alert.onset', alert: { onset_at: onsetAt, value: 75 } },
        { event: 'alert.clear', alert: { onset_at: onsetAt, cleared_at: clearedAt, peak: 78 } },
      ]);
      await eventually(() =>
        expect(outbox.mails.map(({ subject }) => subject)).toEqual(['Alert: Loud, Gate', 'Over: Loud, Gate']),
      );
      const { deliveries } = await operator.alerts.get({ alertId: (await told())[0]!.id });
      expect(deliveries.filter((one) => one.kind === 'overlay')).toMatchObject([
        { moment: 'onset', status: 'failed', lastError: 'The alert was over before it could be shown' },
      ]);
      expect(screen.waiting).toEqual([]);
      expect(await openInPortal()).toBe(0);
      const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'alert.*' });
      expect(items.map(({ action }) => action).sort()).toEqual(['alert.clear', 'alert.onset']);

      await hear(71);
      expect(await told()).toMatchObject([{ open: false }, { open: true, value: 71 }]);
      expect(await screen.next()).toMatchObject({ event: 'device:pip-show' });
    });

    test('one that was told before ends with the time it ended', async () => {
      const { takeAway, engine, hear, told } = await setUp(kind);
      const onsetAt = await hear(75);
      const bringBack = await takeAway();
      await hear(80);
      const clearedAt = await hear(60);
      await hear(50);
      expect(await told()).toMatchObject([{ open: true }]);
      await bringBack();
      await engine.tick();
      expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt, peak: 80 }]);
    });

    test('one that goes on is told when it can be, and its peak', async () => {
      const { takeAway, engine, hear, told } = await setUp(kind);
      await hear(50);
      const bringBack = await takeAway();
      const onsetAt = await hear(75);
      await hear(82);
      await hear(79);
      await bringBack();
      await engine.tick();
      expect(await told()).toMatchObject([{ open: true, onsetAt, value: 75, peak: 82 }]);
      await hear(90);
      const clearedAt = await hear(60);
      expect(await told()).toMatchObject([{ open: false, onsetAt, peak: 90, clearedAt }]);
    });

    test('what has begun is not forgotten, nor told twice, by a restart as soon as it is back', async () => {
      const { takeAway, start, engine, hear, told } = await setUp(kind, { condition: { forSeconds: 3 } });
      await hear(50);
      const bringBack = await takeAway();
      for (const level of [75, 76, 77, 78, 60, 75, 75]) await hear(level);
      await bringBack();
      await engine.close();
      expect(await told()).toMatchObject([{ open: false, value: 78, peak: 78 }]);

      const second = await start();
      await hear(75, second);
      expect(await told()).toHaveLength(1);
      // The third second since it got loud again, of which the first ones were heard before the restart.
      await hear(75, second);
      expect(await told()).toMatchObject([{ open: false }, { open: true }]);
      await second.close();
      const third = await start();
      await hear(75, third);
      await hear(60, third);
      expect(await told()).toMatchObject([{ open: false }, { open: false }]);
    });

    test('it is told once in the log, and once that it is back, with what has waited', async () => {
      const { api, mine, takeAway, engine, hear, lines } = await setUp(kind);
      // Of another meter there is nothing to write, and it can be read all the time from SQLite.
      const { id: quiet } = await api.buildUnit({ workspace: mine });
      engine.frame(quiet, testFrame(quiet, api.clock.now(), 50));
      await hear(50);
      const bringBack = await takeAway();
      for (let n = 0; n < 50; n++) {
        engine.frame(quiet, testFrame(quiet, api.clock.now(), 50));
        await hear(75);
        await hear(60);
        if (n % 10 === 0) await engine.tick();
      }
      expect(lines).toMatchObject([{ level: 50, msg: expect.stringContaining('writing alerts fails') }]);
      await bringBack();
      await engine.tick();
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatchObject({
        level: 40,
        msg: 'writing alerts works again',
        waiting: { changes: 100 },
        dropped: { alerts: 0 },
      });
    });

    test('of very many the oldest are given up, and the log says how many; none is left open', async () => {
      const { api, takeAway, engine, hear, lines } = await setUp(kind);
      const onsets = [await hear(75)];
      const bringBack = await takeAway();
      await hear(60);
      for (let n = 0; n < 120; n++) {
        onsets.push(await hear(75));
        await hear(60);
      }
      onsets.push(await hear(75));
      await bringBack();
      await engine.tick();
      expect(lines.at(-1)).toMatchObject({ waiting: { changes: 200 }, dropped: { alerts: 21 } });
      const events = await api.app.db.alertEvent.findMany({ orderBy: { onsetAt: 'asc' } });
      expect(events.map(({ onsetAt }) => onsetAt.toISOString())).toEqual([onsets[0], ...onsets.slice(-100)]);
      expect(events.map(({ openKey }) => openKey !== null)).toEqual([...Array(100).fill(false), true]);
    });

    test('one whose rule was changed before it could be written is told by nobody', async () => {
      const { operator, rule, takeAway, engine, hear, told } = await setUp(kind);
      await hear(50);
      const bringBack = await takeAway();
      await hear(75);
      await bringBack();
      const condition = { kind: 'level', metric: 'lp', threshold: 90 } as const;
      await operator.alerts.rule.update({ ruleId: rule.id, condition });
      await engine.tick();
      await hear(75);
      expect(await told()).toEqual([]);
    });
  });
});

describe.skipIf(!TEST_DATABASE_URL)('a process that is cut off from PostgreSQL', () => {
  test('before it knew any rules lets frames wait, and judges them by their own times', async () => {
    const { takeAway, engine, hear, told, lines } = await setUp('postgresql');
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

  test('and gave the meter up writes what it has heard until then, also when nobody reads it since', async () => {
    const { unit, takeAway, engine, hear, told } = await setUp('postgresql');
    await hear(50);
    const bringBack = await takeAway();
    const onsetAt = await hear(75);
    const clearedAt = await hear(60);
    engine.release(unit.id);
    await engine.settled();
    await bringBack();
    await eventually(async () => expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt }]));
  });

  /** Another process takes the meter over, with a way to the database of its own. */
  async function takeOver() {
    const setting = await setUp('postgresql');
    const { api, unit, engine, takeAway } = setting;
    await setting.hear(50);
    const bringBack = await takeAway();
    const other = await startEngine(api);
    cleanups.push(() => other.close());
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

  test('tells nothing that the other has told of the same frames', async () => {
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

  test('tells nothing of one that goes on at the other', async () => {
    const { hear, other, giveUp, bringBack, told } = await takeOver();
    await hear(75);
    await giveUp();
    const onsetAt = await hear(77, other);
    await bringBack();
    expect(await told()).toMatchObject([{ open: true, onsetAt, value: 77 }]);
    const clearedAt = await hear(60, other);
    expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt }]);
  });

  test('still tells one that was over before the other began', async () => {
    const { hear, other, giveUp, bringBack, told } = await takeOver();
    const first = { onsetAt: await hear(75), clearedAt: await hear(60), open: false };
    await giveUp();
    const onsetAt = await hear(77, other);
    await bringBack();
    // By when it was written: the newest is the one of which was heard last.
    expect(await told()).toMatchObject([{ open: true, onsetAt }, first]);
    const clearedAt = await hear(60, other);
    expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt }, first]);
  });

  test('leaves one that it has begun to the other, which ends it', async () => {
    const { hear, other, giveUp, bringBack, told } = await takeOver();
    const onsetAt = await hear(75);
    await giveUp();
    await hear(60, other);
    await bringBack();
    expect(await told()).toMatchObject([{ open: true, onsetAt }]);
    const clearedAt = await hear(60, other);
    expect(await told()).toMatchObject([{ open: false, onsetAt, clearedAt }]);
  });

  test('goes on by what is stored when the meter comes back to it', async () => {
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

test('what was stored, and the answer lost, is not told again', async () => {
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
  const shared = { place, rule: { id: rule.id, condition: condition as News['rule']['condition'] } };
  const onset: News = { ...shared, state, transition: { type: 'onset', at: at(1), value: 75, ...begun } };
  const clear: News = {
    ...shared,
    state: { lastAt: at(2), seenAt: at(2), pending: null, alert: null, clearedAt: at(2) },
    transition: { type: 'clear', at: at(2), onsetAt: at(1), peak: 75, peakAt: at(1), reason: 'level' },
  };
  expect(await recorder.write(onset, clear)).toBe(true);
  const again: [News, News?][] = [[onset, clear], [onset], [clear]];
  for (const news of again) expect(await recorder.write(...news)).toBe(false);
  expect(await alerts()).toMatchObject([{ open: false, onsetAt: at(1), clearedAt: at(2) }]);
});
