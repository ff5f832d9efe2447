import { expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildLobby, picture } from '../../testing/lobby.ts';

test('a connected screen gets it, and the result says so', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using screen = await device.connect();

  const answer = await operator.pip.show({ ...picture, deviceId: device.id });

  expect(answer).toEqual({
    success: true,
    pipId: expect.any(String),
    target: 'device',
    sent: 1,
    offline: 0,
    queued: 0,
    total: 1,
    results: [{ deviceId: device.id, name: 'Lobby', status: 'sent' }],
  });
  expect(await screen.next()).toMatchObject({ event: 'device:pip-show', pip_id: answer.pipId });
  expect(await operator.pip.get({ pipId: answer.pipId })).toMatchObject({
    active: true,
    target: 'device',
    targetId: device.id,
    createdBy: (await api.app.db.user.findFirstOrThrow()).email,
    deliveries: [{ deviceId: device.id, name: 'Lobby', status: 'sent', detail: null }],
  });
});

test('an offline screen misses it, and does not show it when it returns', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);

  const { pipId, ...answer } = await operator.pip.show({ ...picture, deviceId: device.id });

  expect(answer).toMatchObject({ sent: 0, offline: 1, queued: 0, total: 1 });
  expect(answer.results).toEqual([{ deviceId: device.id, name: 'Lobby', status: 'offline' }]);
  await using screen = await device.connect();
  expect(screen.snapshot.overlays).toEqual([]);
  expect(await operator.pip.get({ pipId })).toMatchObject({
    active: false,
    deliveries: [{ status: 'offline' }],
  });
});

test('a queued overlay starts when the screen returns in time, with its full duration', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const answer = await operator.pip.show({ ...picture, deviceId: device.id, duration: 30, queueFor: 60 });
  expect(answer).toMatchObject({ sent: 0, offline: 0, queued: 1, results: [{ status: 'queued' }] });

  api.clock.advance(59);
  await using screen = await device.connect();

  expect(screen.snapshot.overlays).toMatchObject([{ pip_id: answer.pipId, duration: 30 }]);
  api.clock.advance(10);
  await using again = await device.connect();
  expect(again.snapshot.overlays).toMatchObject([{ pip_id: answer.pipId, duration: 20 }]);
});

test('a queued overlay has expired when the screen returns too late', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id, queueFor: 60 });
  expect(await operator.pip.list({ active: true })).toMatchObject({ items: [{ pipId, active: true }] });

  api.clock.advance(60);

  await using screen = await device.connect();
  expect(screen.snapshot.overlays).toEqual([]);
  expect(await operator.pip.list({ active: true })).toMatchObject({ items: [] });
  expect(await operator.pip.list({ active: false })).toMatchObject({ items: [{ pipId, active: false }] });
  expect(await operator.pip.get({ pipId })).toMatchObject({ deliveries: [{ status: 'expired' }] });
});

test('every screen of a group gets it, each with its own result', async () => {
  await using api = await createTestApi();
  const { mine, operator, device } = await buildLobby(api);
  const off = await mine.buildDevice({ name: 'Cellar' });
  const outside = await mine.buildDevice();
  const group = await api.buildGroup({ devices: [device, off] });
  await using screen = await device.connect();
  await using untouched = await outside.connect();

  const answer = await operator.pip.show({ ...picture, deviceId: group.id });

  expect(answer).toMatchObject({ target: 'group', sent: 1, offline: 1, queued: 0, total: 2 });
  expect(answer.results).toEqual([
    { deviceId: device.id, name: 'Lobby', status: 'sent' },
    { deviceId: off.id, name: 'Cellar', status: 'offline' },
  ]);
  expect(await screen.next()).toMatchObject({ pip_id: answer.pipId });
  expect(untouched.waiting).toEqual([]);
  expect(await operator.pip.list({ deviceId: device.id })).toMatchObject({ items: [{ target: 'group' }] });
  expect(await operator.pip.list({ deviceId: outside.id })).toMatchObject({ items: [] });
});

test('an empty group is no error', async () => {
  await using api = await createTestApi();
  const { mine, operator } = await buildLobby(api);
  const group = await api.buildGroup({ workspace: mine });
  const nothing = { success: true, target: 'group', sent: 0, offline: 0, total: 0, results: [] };
  const shown = await operator.pip.show({ ...picture, deviceId: group.id });
  expect(shown).toEqual({ ...nothing, pipId: expect.any(String), queued: 0 });
  expect(await operator.pip.clear({ deviceId: group.id })).toEqual(nothing);
  expect(await operator.pip.get({ pipId: shown.pipId })).toMatchObject({ active: false, deliveries: [] });
});

test('an unpaired screen is no longer a member of its group', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const group = await api.buildGroup({ devices: [device] });
  await operator.devices.remove({ deviceId: device.id });
  expect(await operator.pip.show({ ...picture, deviceId: group.id })).toMatchObject({ total: 0 });
});

test('a workspace can send 120 a minute; other workspaces are not affected', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const other = await buildLobby(api);
  const shows = await Promise.allSettled(
    Array.from({ length: 125 }, () => operator.pip.show({ ...picture, deviceId: device.id })),
  );
  const refused = shows.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(5);
  expect(refused[0]).toMatchObject({
    reason: { code: 'TOO_MANY_REQUESTS', retryAfter: expect.any(Number) },
  });
  await other.operator.pip.show({ ...picture, deviceId: other.device.id });
});

test('of many sent at once, only the last one shows', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using screen = await device.connect();
  const shown = await Promise.all(
    Array.from({ length: 20 }, () => operator.pip.show({ ...picture, deviceId: device.id })),
  );
  const last = shown
    .map(({ pipId }) => pipId)
    .sort()
    .at(-1);
  const { items } = await operator.pip.list({ active: true });
  expect(items.map(({ pipId }) => pipId)).toEqual([last]);
  expect(screen.waiting.filter(({ event }) => event === 'device:pip-show')).toHaveLength(20);
  await using again = await device.connect();
  expect(again.snapshot.overlays).toMatchObject([{ pip_id: last }]);
});
