import { expect, test } from 'vitest';
import { createTestApi, eventually } from '../../testing/index.ts';
import { buildLobby, picture } from '../../testing/lobby.ts';

test('a report becomes the status of the delivery, and dashboards are notified', async () => {
  await using api = await createTestApi();
  const { mine, operator, device } = await buildLobby(api);
  await using _screen = await device.connect();
  const leave = new AbortController();
  const events = await mine.as('viewer', { signal: leave.signal }).workspaces.events();
  const heard: unknown[] = [];
  const listening = (async () => {
    for await (const event of events) heard.push(event);
  })();
  await eventually(() => expect(heard).toMatchObject([{ event: 'snapshot' }]));
  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });

  await device.call().device.overlayEvent({ pipId, status: 'shown' });
  await device.call().device.overlayEvent({ pipId, status: 'failed', detail: 'decoder busy' });

  expect(await operator.pip.get({ pipId })).toMatchObject({
    active: false,
    deliveries: [{ status: 'failed', detail: 'decoder busy' }],
  });
  await eventually(() => expect(heard).toHaveLength(4));
  expect(heard.slice(1)).toMatchObject([
    { event: 'overlay', change: 'shown', pipId },
    { event: 'delivery', pipId, deviceId: device.id, status: 'shown', detail: null },
    { event: 'delivery', pipId, deviceId: device.id, status: 'failed', detail: 'decoder busy' },
  ]);
  leave.abort();
  await listening;
});

test.each(['failed', 'cleared', 'expired'] as const)(
  '%s is the end: no later report changes it',
  async (end) => {
    await using api = await createTestApi();
    const { operator, device } = await buildLobby(api);
    await using _screen = await device.connect();
    const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });
    await device.call().device.overlayEvent({ pipId, status: end });
    for (const status of ['shown', 'failed', 'cleared', 'expired'] as const)
      await device.call().device.overlayEvent({ pipId, status });
    expect(await operator.pip.get({ pipId })).toMatchObject({ deliveries: [{ status: end }] });
  },
);

test('a screen cannot report a cleared overlay as shown', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using _screen = await device.connect();
  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });
  await operator.pip.clear({ deviceId: device.id });
  await device.call().device.overlayEvent({ pipId, status: 'shown' });
  expect(await operator.pip.get({ pipId })).toMatchObject({ deliveries: [{ status: 'cleared' }] });
});

test('a screen can only report its own deliveries', async () => {
  await using api = await createTestApi();
  const { mine, operator, device } = await buildLobby(api);
  await using _screen = await device.connect();
  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });
  const neighbour = await mine.buildDevice();
  const stranger = await api.buildDevice();
  for (const other of [neighbour, stranger])
    await other.call().device.overlayEvent({ pipId, status: 'failed', detail: 'not mine' });
  await device.call().device.overlayEvent({ pipId: 'no such overlay', status: 'shown' });
  expect(await operator.pip.get({ pipId })).toMatchObject({
    deliveries: [{ status: 'sent', detail: null }],
  });
});
