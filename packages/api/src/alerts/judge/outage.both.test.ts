import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { setUpOutage } from '../../testing/alert-outage.ts';
import { eventually, testFrame } from '../../testing/index.ts';

const { TEST_DATABASE_URL } = process.env;

/** A receiver of webhooks, with the bodies it received. */
async function startReceiver() {
  const bodies: { event: string; alert: Record<string, unknown> }[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const part of req) body += part;
    bodies.push(JSON.parse(body));
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe.each(['sqlite', 'postgresql'] as const)('while %s is unreachable', (kind) => {
  describe.skipIf(kind === 'postgresql' && !TEST_DATABASE_URL)('', () => {
    test('an alert that begins and ends is reported afterwards with its times, without overlay or banner', async () => {
      const receiver = await startReceiver();
      const { operator, mine, rule, takeAway, engine, hear, told, outbox, openInPortal } =
        await setUpOutage(kind);
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
        expect(outbox.mails.map(({ subject }) => subject)).toEqual([
          'Alert: Loud, Gate',
          'Resolved: Loud, Gate',
        ]),
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

    test('an alert that was stored before gets the time at which it ended', async () => {
      const { takeAway, engine, hear, told } = await setUpOutage(kind);
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

    test('an alert that is still open is reported afterwards, with its peak', async () => {
      const { takeAway, engine, hear, told } = await setUpOutage(kind);
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

    test('a restart right afterwards neither forgets nor repeats an alert', async () => {
      const { takeAway, start, engine, hear, told } = await setUpOutage(kind, {
        condition: { forSeconds: 3 },
      });
      await hear(50);
      const bringBack = await takeAway();
      for (const level of [75, 76, 77, 78, 60, 75, 75]) await hear(level);
      await bringBack();
      await engine.close();
      expect(await told()).toMatchObject([{ open: false, value: 78, peak: 78 }]);

      const second = await start();
      await hear(75, second);
      expect(await told()).toHaveLength(1);
      // The third second above the threshold; the first ones were before the restart.
      await hear(75, second);
      expect(await told()).toMatchObject([{ open: false }, { open: true }]);
      await second.close();
      const third = await start();
      await hear(75, third);
      await hear(60, third);
      expect(await told()).toMatchObject([{ open: false }, { open: false }]);
    });

    test('the log has one line for the outage and one for its end, with what was waiting', async () => {
      const { api, mine, takeAway, engine, hear, lines } = await setUpOutage(kind);
      // Another meter has nothing to write, and SQLite can be read all the time.
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

    test('of very many alerts the oldest are dropped and counted in the log; none stays open', async () => {
      const { api, takeAway, engine, hear, lines } = await setUpOutage(kind);
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

    test('an alert whose rule was changed before it could be written is not reported', async () => {
      const { operator, rule, takeAway, engine, hear, told } = await setUpOutage(kind);
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
