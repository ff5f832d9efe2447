import { expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildLobby, picture } from '../../testing/lobby.ts';

test('gets what should still show, with the remaining time', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const screen = await device.connect();
  await operator.pip.show({ ...picture, deviceId: device.id, slot: 'short', duration: 10 });
  const long = await operator.pip.show({ ...picture, deviceId: device.id, slot: 'long', duration: 100 });
  const endless = await operator.pip.show({ ...picture, deviceId: device.id, slot: 'endless' });
  await screen.disconnect();
  api.clock.advance(25);

  await using again = await device.connect();

  expect(again.snapshot).toMatchObject({
    event: 'device:snapshot',
    device_id: device.id,
    name: 'Lobby',
    orientation: 0,
    timezone: 'UTC',
    server_time: api.clock.now().toISOString(),
  });
  expect(again.snapshot.overlays.map(({ pip_id, duration }) => [pip_id, duration])).toEqual([
    [long.pipId, 75],
    [endless.pipId, 0],
  ]);
});

test('an overlay that a reconnecting screen finds in its snapshot keeps its end', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  for (const queueFor of [0, 3600]) {
    // The screen reads its snapshot between storing and sending, and is not on the bus yet.
    const { bus } = api.app;
    const { requestAll } = bus;
    bus.requestAll = async () => {
      bus.requestAll = requestAll;
      return [{ answered: false }];
    };
    const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id, duration: 10, queueFor });
    await device.call().device.overlayEvent({ pipId, status: 'shown' });
    expect(await operator.pip.get({ pipId })).toMatchObject({
      active: true,
      deliveries: [{ status: 'shown' }],
    });

    api.clock.advance(11);

    expect(await operator.pip.get({ pipId })).toMatchObject({
      active: false,
      deliveries: [{ status: 'expired' }],
    });
    await using again = await device.connect();
    expect(again.snapshot.overlays).toEqual([]);
  }
});

test('an overlay to an unpaired screen does not stay active', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const screen = await device.connect();
  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });
  await operator.devices.remove({ deviceId: device.id });
  await screen.disconnect();
  expect(await operator.pip.list({ active: true })).toMatchObject({ items: [] });
  expect(await operator.pip.get({ pipId })).toMatchObject({
    deliveries: [{ status: 'cleared', detail: 'unpaired' }],
  });
});

test('an overlay delivered immediately is not active for its queue time too', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using _screen = await device.connect();
  const { pipId } = await operator.pip.show({
    ...picture,
    deviceId: device.id,
    duration: 10,
    queueFor: 60,
  });
  api.clock.advance(20);
  expect(await operator.pip.list({ active: false })).toMatchObject({ items: [{ pipId, active: false }] });
});
