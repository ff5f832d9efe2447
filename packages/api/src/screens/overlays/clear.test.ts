import { expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildLobby, picture } from '../../testing/lobby.ts';

test('without an id clears everything on the screen', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using screen = await device.connect();
  for (const slot of ['main', 'news']) await operator.pip.show({ ...picture, deviceId: device.id, slot });

  expect(await operator.pip.clear({ deviceId: device.id })).toEqual({
    success: true,
    target: 'device',
    sent: 1,
    offline: 0,
    total: 1,
    results: [{ deviceId: device.id, name: 'Lobby', status: 'sent' }],
  });

  expect(screen.waiting.at(-1)).toEqual({ event: 'device:pip-clear', pip_id: undefined });
  expect(await operator.pip.list({ active: true })).toMatchObject({ items: [] });
  await using again = await device.connect();
  expect(again.snapshot.overlays).toEqual([]);
});

test('with an id keeps the others', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const stays = await operator.pip.show({ ...picture, deviceId: device.id, slot: 'a', queueFor: 60 });
  const goes = await operator.pip.show({ ...picture, deviceId: device.id, slot: 'b', queueFor: 60 });

  await operator.pip.clear({ deviceId: device.id, pipId: goes.pipId });

  await using screen = await device.connect();
  expect(screen.snapshot.overlays.map(({ pip_id }) => pip_id)).toEqual([stays.pipId]);
});

test('a late clear never ends the overlay that replaced the one it names', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using screen = await device.connect();
  const old = await operator.pip.show({ ...picture, deviceId: device.id });
  const newer = await operator.pip.show({ ...picture, deviceId: device.id });

  await operator.pip.clear({ deviceId: device.id, pipId: old.pipId });

  expect(screen.waiting.at(-1)).toEqual({ event: 'device:pip-clear', pip_id: old.pipId });
  expect(await operator.pip.get({ pipId: newer.pipId })).toMatchObject({ active: true, clearedAt: null });
  expect(await operator.pip.get({ pipId: old.pipId })).toMatchObject({
    active: false,
    deliveries: [{ status: 'cleared', detail: 'replaced' }],
  });
});

test('one screen of a group can be cleared alone', async () => {
  await using api = await createTestApi();
  const { mine, operator, device } = await buildLobby(api);
  const second = await mine.buildDevice();
  await using one = await device.connect();
  await using two = await second.connect();
  const group = await api.buildGroup({ devices: [device, second] });
  const { pipId } = await operator.pip.show({ ...picture, deviceId: group.id });

  await operator.pip.clear({ deviceId: device.id, pipId });
  expect(await operator.pip.get({ pipId })).toMatchObject({
    active: true,
    clearedAt: null,
    deliveries: [{ status: 'cleared' }, { status: 'sent' }],
  });
  expect(one.waiting.at(-1)).toMatchObject({ event: 'device:pip-clear' });
  expect(two.waiting.at(-1)).toMatchObject({ event: 'device:pip-show' });

  await operator.pip.clear({ deviceId: group.id });
  expect(await operator.pip.get({ pipId })).toMatchObject({
    active: false,
    clearedAt: api.clock.now().toISOString(),
  });
});

test('an offline screen learns of it from its snapshot when it returns', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const screen = await device.connect();
  await operator.pip.show({ ...picture, deviceId: device.id });
  await screen.disconnect();
  expect(await operator.pip.clear({ deviceId: device.id })).toMatchObject({ sent: 0, offline: 1 });
  await using again = await device.connect();
  expect(again.snapshot.overlays).toEqual([]);
});

test('an overlay cleared while it is being sent does not stay on the screen', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using screen = await device.connect();
  // The clear comes in the moment the overlay is stored and not yet sent.
  const { bus } = api.app;
  const { requestAll } = bus;
  bus.requestAll = async (topics, message, timeoutMs) => {
    bus.requestAll = requestAll;
    await operator.pip.clear({ deviceId: device.id });
    return requestAll(topics, message, timeoutMs);
  };

  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });

  expect(screen.waiting.at(-1)).toEqual({ event: 'device:pip-clear', pip_id: pipId });
});

test('an overlay that expired before a clear is not listed as cleared', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using _screen = await device.connect();
  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id, duration: 10 });
  api.clock.advance(10);
  const over = await operator.pip.get({ pipId });
  expect(over).toMatchObject({ active: false, deliveries: [{ status: 'expired', at: over.expiresAt }] });

  await operator.pip.clear({ deviceId: device.id });
  await operator.pip.show({ ...picture, deviceId: device.id });

  expect(await operator.pip.get({ pipId })).toEqual(over);
});
