import { expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildLobby, picture } from '../../testing/lobby.ts';

test('operators and tokens with full access can send; viewers and other tokens can only read', async () => {
  await using api = await createTestApi();
  const { mine, device } = await buildLobby(api);
  const overlay = { ...picture, deviceId: device.id };
  for (const caller of [mine.as('operator'), mine.as('admin'), mine.withToken('full')]) {
    await caller.pip.show(overlay);
    await caller.pip.clear({ deviceId: device.id });
    await caller.pip.list({});
  }
  for (const caller of [mine.as('viewer'), mine.withToken('read'), mine.withToken('write')]) {
    await expect(caller.pip.show(overlay)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(caller.pip.clear({ deviceId: device.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await caller.pip.list({})).toMatchObject({ items: { length: 3 } });
  }
});

test('a screen, a group or an overlay of another workspace is not found', async () => {
  await using api = await createTestApi();
  const { device } = await buildLobby(api);
  const group = await api.buildGroup({ devices: [device] });
  await using screen = await device.connect();
  const theirs = await api.buildWorkspace();
  const mineShown = await api.buildToken({ workspace: { id: device.workspaceId } });
  const { pipId } = await api.call({ bearer: mineShown.token }).pip.show({ ...picture, deviceId: device.id });
  await screen.next();

  for (const caller of [theirs.as('admin'), theirs.withToken('full')]) {
    for (const deviceId of [device.id, group.id]) {
      await expect(caller.pip.show({ ...picture, deviceId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(caller.pip.clear({ deviceId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(caller.pip.list({ deviceId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(caller.pip.get({ pipId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await caller.pip.list({})).toMatchObject({ items: [] });
  }
  expect(screen.waiting).toEqual([]);
});

test('showing and clearing are in the audit log, with the actor', async () => {
  await using api = await createTestApi();
  const { mine, operator, device } = await buildLobby(api);
  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });
  await operator.pip.clear({ deviceId: device.id, pipId });
  const { id, email } = await mine.member('operator');
  const audited = await api.app.db.auditEvent.findMany({ orderBy: { id: 'asc' } });
  expect(audited).toMatchObject([
    { action: 'pip.show', actorKind: 'user', actorId: id, actorLabel: email, workspaceId: mine.id },
    { action: 'pip.clear', actorId: id, resourceKind: 'device', resourceId: device.id },
  ]);
});
