import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { deliveriesOf, firstAlert } from '../../testing/alert-deliveries.ts';
import { setUpAlert } from '../../testing/alerts.ts';
import { createTestApi, eventually } from '../../testing/index.ts';
import { webhookSecret } from '../rules/actions.ts';
import { createAlertDeliveries } from './dispatcher.ts';
import { signature } from './send-webhook.ts';

/** A receiver of webhooks that responds with the status of its `state`. */
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

describe('a webhook', () => {
  test('receives onset and clear, signed', async () => {
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

  test('that is not accepted is retried with growing delays and fails in the end', async () => {
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
    // The same id in each attempt, so that receivers can ignore duplicates.
    expect(new Set(receiver.received.map(({ headers }) => headers['x-sitecast-delivery'])).size).toBe(1);
  });

  test('is sent once, however many processes look for deliveries', async () => {
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

  test('whose sender was killed is sent by another process', async () => {
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
    'is never sent to %s',
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
