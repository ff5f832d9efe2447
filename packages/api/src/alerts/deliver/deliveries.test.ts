import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { setUpAlert } from '../../testing/alerts.ts';
import { createOutbox, createTestApi, eventually, type TestApi } from '../../testing/index.ts';
import { webhookSecret } from '../rules/actions.ts';
import { createAlertDeliveries } from './dispatcher.ts';
import { signature } from './send-webhook.ts';

/** A receiver of webhooks that answers as it is told. */
async function startReceiver(status = 200) {
  const received: { headers: IncomingHttpHeaders; body: string; url?: string }[] = [];
  const state = { status };
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const part of req) body += part;
    received.push({ headers: req.headers, body, url: req.url });
    res.writeHead(state.status, state.status === 302 ? { location: '/elsewhere' } : {}).end('answer');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const webhookTo = (url: string) => async () => [{ kind: 'webhook' as const, url, secretId: 'a' }];

async function deliveriesOf(api: TestApi, alertId: string) {
  const { workspaceId } = await api.app.db.alertEvent.findUniqueOrThrow({ where: { id: alertId } });
  const token = await api.buildToken({ workspace: { id: workspaceId }, scope: 'read' });
  return (await api.call({ bearer: token.token }).alerts.get({ alertId })).deliveries;
}

async function firstAlert(api: TestApi): Promise<string> {
  return (await api.app.db.alertEvent.findFirstOrThrow({ orderBy: { id: 'asc' } })).id;
}

describe('a webhook', () => {
  test('is told of onset and clear, signed', async () => {
    await using api = await createTestApi();
    await using receiver = await startReceiver();
    const { hear, rule, location, unit, project } = await setUpAlert(api, {
      actions: webhookTo(receiver.url),
    });
    await hear(75);
    await eventually(() => expect(receiver.received).toHaveLength(1));
    await hear(60);
    await eventually(() => expect(receiver.received).toHaveLength(2));

    const [onset, clear] = receiver.received;
    const body = JSON.parse(onset!.body);
    expect(body).toMatchObject({
      event: 'alert.onset',
      alert: {
        rule: { id: rule.id, name: 'Loud' },
        project: { id: project.id, name: 'Harbour', timezone: 'Europe/Berlin' },
        location: { id: location.id, name: 'Gate' },
        unit_id: unit.id,
        metric: 'lp',
        direction: 'above',
        threshold: 70,
        value: 75,
        cleared_at: null,
      },
    });
    expect(onset!.headers['x-sitecast-delivery']).toBe(body.id);
    const [, timestamp, sum] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(
      onset!.headers['x-sitecast-signature'] as string,
    )!;
    expect(sum).toBe(signature(webhookSecret(api.app, 'a'), Number(timestamp), onset!.body));
    expect(JSON.parse(clear!.body)).toMatchObject({
      event: 'alert.clear',
      alert: { cleared_at: expect.any(String), peak: 75 },
    });
    await eventually(async () =>
      expect(await deliveriesOf(api, await firstAlert(api))).toMatchObject([
        { moment: 'onset', kind: 'webhook', to: receiver.url, status: 'done', attempts: 1 },
        { moment: 'clear', status: 'done' },
      ]),
    );
  });

  test('that is not taken is sent again, later each time, and given up at last', async () => {
    await using api = await createTestApi();
    await using receiver = await startReceiver(500);
    const { hear } = await setUpAlert(api, { actions: webhookTo(receiver.url) });
    await hear(75);
    const state = async () => (await deliveriesOf(api, await firstAlert(api)))[0]!;
    await eventually(async () => expect(await state()).toMatchObject({ status: 'pending', attempts: 1 }));
    expect(await state()).toMatchObject({ lastError: 'The receiver answered 500' });
    api.clock.advance(9);
    expect(await api.app.deliveries.deliverDue()).toBe(0);
    api.clock.advance(1);
    expect(await api.app.deliveries.deliverDue()).toBe(1);
    receiver.state.status = 302;
    for (let i = 0; i < 20 && (await state()).status === 'pending'; i++) {
      api.clock.advance(14_400);
      await api.app.deliveries.deliverDue();
    }
    expect(await state()).toMatchObject({
      status: 'failed',
      attempts: 9,
      lastError: 'The receiver answered 302',
    });
    expect(receiver.received.map(({ url }) => url)).toEqual(receiver.received.map(() => '/hook'));
    // Each time the same delivery, so that a receiver can tell.
    expect(new Set(receiver.received.map(({ headers }) => headers['x-sitecast-delivery'])).size).toBe(1);
  });

  test('is sent once, however many processes look for work', async () => {
    await using api = await createTestApi();
    await using receiver = await startReceiver();
    const { hear } = await setUpAlert(api);
    await hear(75);
    const eventId = await firstAlert(api);
    await api.app.db.alertDelivery.createMany({
      data: Array.from({ length: 30 }, (_, i) => ({
        id: `018f0000-0000-7000-8000-${String(i).padStart(12, '0')}`,
        eventId,
        moment: 'onset',
        action: { kind: 'webhook', url: receiver.url, secretId: 'a' },
        status: 'pending',
        dueAt: api.clock.now(),
      })),
    });
    const others = [1, 2].map(() => createAlertDeliveries(api.app, () => {}));
    await Promise.all([api.app.deliveries, ...others].map((process) => process.deliverDue()));
    await eventually(async () =>
      expect(await api.app.db.alertDelivery.count({ where: { status: 'done' } })).toBe(30),
    );
    expect(receiver.received).toHaveLength(30);
    for (const other of others) await other.close();
  });

  test('whose sender was killed is sent by another', async () => {
    await using api = await createTestApi();
    await using receiver = await startReceiver();
    const { hear } = await setUpAlert(api);
    await hear(75);
    const dueAt = new Date(api.clock.now().getTime() + 60_000);
    await api.app.db.alertDelivery.create({
      data: {
        id: '018f0000-0000-7000-8000-000000000001',
        eventId: await firstAlert(api),
        moment: 'onset',
        action: { kind: 'webhook', url: receiver.url, secretId: 'a' },
        status: 'working',
        attempts: 1,
        dueAt,
      },
    });
    expect(await api.app.deliveries.deliverDue()).toBe(0);
    api.clock.advance(60);
    expect(await api.app.deliveries.deliverDue()).toBe(1);
    expect(receiver.received).toHaveLength(1);
  });

  test.each(['http://169.254.169.254/latest', 'http://[::ffff:169.254.169.254]/', 'http://0.0.0.0:1/'])(
    'never goes to %s',
    async (url) => {
      await using api = await createTestApi();
      const { hear } = await setUpAlert(api, { actions: webhookTo(url) });
      await hear(75);
      await eventually(async () =>
        expect(await deliveriesOf(api, await firstAlert(api))).toMatchObject([
          { attempts: 1, status: 'pending', lastError: expect.stringContaining('not allowed') },
        ]),
      );
    },
  );
});

describe('a mail', () => {
  const actions = async () => [
    { kind: 'email' as const, to: ['ada@example.com', 'bob@example.com'], language: 'en' as const },
  ];

  test('goes to each address, in words and in the time of the site', async () => {
    const outbox = createOutbox();
    await using api = await createTestApi({ mail: outbox, publicUrl: 'https://screens.example.com' });
    const { hear } = await setUpAlert(api, { actions });
    await hear(75);
    await eventually(() => expect(outbox.mails).toHaveLength(2));
    expect(outbox.mails.map(({ to }) => to).sort()).toEqual(['ada@example.com', 'bob@example.com']);
    expect(outbox.mails[0]).toMatchObject({
      subject: 'Alert: Loud, Gate',
      text: expect.stringMatching(
        /^Lp above 70 dB at Gate \(Harbour\)\.\nSince: .+ \(Europe\/Berlin\)\nLp 75\.0 dB\n\nRule: Loud\nhttps:\/\/screens\.example\.com\/alerts$/,
      ),
    });
    await hear(50);
    await eventually(() => expect(outbox.mails).toHaveLength(4));
    expect(outbox.mails[3]).toMatchObject({
      subject: 'Over: Loud, Gate',
      text: expect.stringContaining('Worst: Lp 75.0 dB'),
    });
  });

  test('is in the language of whoever made the rule, with names that write no lines of their own', async () => {
    const outbox = createOutbox();
    await using api = await createTestApi({ mail: outbox });
    const { mine, rule, hear } = await setUpAlert(api);
    await mine.as('operator', { language: 'de' }).alerts.rule.update({
      ruleId: rule.id,
      name: 'Laut\r\nBcc: eve@example.com',
      actions: [{ kind: 'email', to: ['ada@example.com'] }],
    });
    await hear(75.5);
    await eventually(() => expect(outbox.mails).toHaveLength(1));
    expect(outbox.mails[0]).toMatchObject({
      subject: 'Alarm: Laut Bcc: eve@example.com, Gate',
      text: expect.stringMatching(
        /^Lp über 70 dB: Gate \(Harbour\)\.\nSeit: .+\nLp 75,5 dB\n\nRegel: Laut Bcc/,
      ),
    });
  });

  test('without a mail server has failed, and says why', async () => {
    await using api = await createTestApi();
    const { hear } = await setUpAlert(api, { actions });
    await hear(75);
    await eventually(async () =>
      expect(await deliveriesOf(api, await firstAlert(api))).toMatchObject([
        { kind: 'email', to: 'ada@example.com', status: 'failed', lastError: 'No mail server is set' },
        { to: 'bob@example.com', status: 'failed' },
      ]),
    );
  });
});

describe('an overlay', () => {
  async function setUp(api: TestApi) {
    const setting = await setUpAlert(api);
    const device = await setting.mine.buildDevice();
    const template = await setting.operator.pip.template.create({
      name: 'Loud',
      payload: {
        type: 'web',
        uri: 'https://example.com/?at={location}',
        title: '{location}: {metric} {value} over {threshold}',
        slot: 'alert',
      },
    });
    await setting.operator.alerts.rule.update({
      ruleId: setting.rule.id,
      actions: [{ kind: 'overlay', targetIds: [device.id], templateId: template.id }],
    });
    return { ...setting, device, template };
  }

  test('shows at the onset and is cleared at the clear, and nothing else is', async () => {
    await using api = await createTestApi();
    const { hear, device, operator } = await setUp(api);
    await using screen = await device.connect();
    const other = await operator.pip.show({
      deviceId: device.id,
      type: 'web',
      uri: 'https://example.com',
      slot: 'other',
    });
    expect(await screen.next()).toMatchObject({ pip_id: other.pipId });

    await hear(75);

    const shown = await screen.next();
    expect(shown).toMatchObject({
      event: 'device:pip-show',
      uri: 'https://example.com/?at=Gate',
      title: 'Gate: Lp 75.0 over 70',
      slot: 'alert',
      duration: 0,
    });
    await hear(60);
    const { pip_id: pipId } = shown as { pip_id: string };
    expect(await screen.next()).toEqual({ event: 'device:pip-clear', pip_id: pipId });
    expect(await operator.pip.list({ active: true })).toMatchObject({ items: [{ pipId: other.pipId }] });
    const { createdBy } = await operator.pip.get({ pipId });
    expect(createdBy).toBe('alerts');
  });

  test('also on a screen that comes back while the alert goes on, and no longer when it is over', async () => {
    await using api = await createTestApi();
    const { hear, device } = await setUp(api);
    await hear(75);
    await eventually(async () =>
      expect(await api.app.db.alertDelivery.count({ where: { status: 'done' } })).toBe(1),
    );
    {
      await using screen = await device.connect();
      expect(screen.snapshot.overlays).toMatchObject([{ title: 'Gate: Lp 75.0 over 70' }]);
      await hear(60);
      expect(await screen.next()).toMatchObject({ event: 'device:pip-clear' });
    }
    await using again = await device.connect();
    expect(again.snapshot.overlays).toEqual([]);
  });

  test('one that could not be shown before the alert was over is not shown at all', async () => {
    await using api = await createTestApi();
    const { hear, device } = await setUp(api);
    api.app.throttles.overlays.points = 0;
    await using screen = await device.connect();
    await hear(75);
    const state = async () => deliveriesOf(api, await firstAlert(api));
    await eventually(async () => expect(await state()).toMatchObject([{ status: 'pending', attempts: 1 }]));
    api.app.throttles.overlays.points = 120;
    await hear(60);
    await eventually(async () =>
      expect(await state()).toMatchObject([{ status: 'failed' }, { moment: 'clear', status: 'done' }]),
    );
    api.clock.advance(60);
    expect(await api.app.deliveries.deliverDue()).toBe(0);
    expect(screen.waiting).toEqual([]);
  });

  test('to a screen that is gone has failed, and says why', async () => {
    await using api = await createTestApi();
    const { hear, device, operator } = await setUp(api);
    await operator.devices.remove({ deviceId: device.id });
    await hear(75);
    await eventually(async () =>
      expect(await deliveriesOf(api, await firstAlert(api))).toMatchObject([
        { kind: 'overlay', status: 'failed', lastError: expect.stringContaining('No screen') },
      ]),
    );
  });
});
