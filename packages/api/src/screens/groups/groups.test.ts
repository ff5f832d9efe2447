import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi, type Workspace } from '../../testing/index.ts';

const web = { type: 'web', uri: 'https://example.com' } as const;

async function auditDetails(api: TestApi, action: string) {
  return (await api.app.db.auditEvent.findMany({ where: { action } })).map(({ details }) => details);
}

async function namesIn(workspace: Workspace, groupId: string): Promise<string[]> {
  return (await workspace.as('viewer').groups.get({ groupId })).devices.map(({ name }) => name);
}

describe('a group', () => {
  test('is created with screens, and counts those online', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [door, hall] = [await mine.buildDevice({ name: 'Door' }), await mine.buildDevice({ name: 'Hall' })];
    await using _screen = await hall.connect();

    const made = await mine
      .as('operator')
      .groups.create({ name: ' Lobby ', deviceIds: [hall.id, door.id, hall.id] });

    expect(made).toMatchObject({
      name: 'Lobby',
      deviceCount: 2,
      onlineCount: 1,
      devices: [
        { id: door.id, name: 'Door', online: false },
        { id: hall.id, name: 'Hall', online: true },
      ],
    });
    const { devices: _, ...listed } = made;
    expect(await mine.as('viewer').groups.list({})).toEqual({ items: [listed], nextCursor: null });
    expect(await mine.as('viewer').devices.get({ deviceId: door.id })).toMatchObject({
      groups: [{ id: made.id, name: 'Lobby' }],
    });
    expect(await auditDetails(api, 'group.create')).toEqual([
      { name: 'Lobby', deviceIds: [hall.id, door.id] },
    ]);
  });

  test('has a unique name, ignoring case and Unicode composition', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { groups } = mine.as('operator');
    await groups.create({ name: 'Caf\u00e9' });
    const taken = { appCode: 'NAME_TAKEN', errors: [{ path: ['name'] }] };
    await expect(groups.create({ name: 'CAFE\u0301' })).rejects.toMatchObject(taken);
    const other = await groups.create({ name: 'Hall' });
    await expect(groups.update({ groupId: other.id, name: 'café' })).rejects.toMatchObject(taken);
    expect(await groups.update({ groupId: other.id, name: 'HALL' })).toMatchObject({ name: 'HALL' });
    // Names are unique per workspace.
    const theirs = await api.buildWorkspace();
    await theirs.as('operator').groups.create({ name: 'Café' });
    expect((await groups.list({})).items.map(({ name }) => name)).toEqual(['Café', 'HALL']);
  });

  test('is created once when two with the same name are created concurrently', async () => {
    await using api = await createTestApi();
    const { groups } = (await api.buildWorkspace()).as('operator');
    const made = await Promise.allSettled(['lobby', 'Lobby', 'LOBBY'].map((name) => groups.create({ name })));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of made)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ appCode: 'NAME_TAKEN' });
    expect((await groups.list({})).items).toHaveLength(1);
  });

  test('gains and loses screens, and shares screens with other groups', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { groups } = mine.as('operator');
    const [a, b, c] = [
      await mine.buildDevice({ name: 'A' }),
      await mine.buildDevice({ name: 'B' }),
      await mine.buildDevice({ name: 'C' }),
    ];
    const { id: groupId } = await groups.create({ name: 'One', deviceIds: [a.id] });
    const other = await groups.create({ name: 'Two', deviceIds: [a.id] });

    await groups.addDevices({ groupId, deviceIds: [a.id, b.id, b.id] });
    expect(await namesIn(mine, groupId)).toEqual(['A', 'B']);
    await groups.removeDevice({ groupId, deviceId: a.id });
    expect(await namesIn(mine, groupId)).toEqual(['B']);
    expect(await namesIn(mine, other.id)).toEqual(['A']);
    await groups.update({ groupId, deviceIds: [c.id, a.id] });
    expect(await namesIn(mine, groupId)).toEqual(['A', 'C']);
    await expect(groups.removeDevice({ groupId, deviceId: b.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await auditDetails(api, 'group.update')).toEqual([
      { name: 'One', added: [c.id, a.id], removed: [b.id] },
    ]);
  });

  test('does not change what a screen shows when the screen is added or removed', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { groups, pip } = mine.as('operator');
    const device = await mine.buildDevice();
    await using screen = await device.connect();
    const { id: groupId } = await groups.create({ name: 'Lobby' });
    await pip.show({ deviceId: groupId, ...web });
    await groups.addDevices({ groupId, deviceIds: [device.id] });
    await groups.removeDevice({ groupId, deviceId: device.id });
    await mine.as('operator').devices.update({ deviceId: device.id, name: 'Last' });
    expect(await screen.next()).toMatchObject({ event: 'device:changed', name: 'Last' });
  });

  test('loses a screen that is unpaired', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const { id: groupId } = await mine.as('operator').groups.create({ name: 'A', deviceIds: [device.id] });
    await mine.as('operator').devices.remove({ deviceId: device.id });
    expect(await mine.as('viewer').groups.get({ groupId })).toMatchObject({ deviceCount: 0, devices: [] });
  });

  test('can be found by part of its name, with pagination', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    for (const name of ['North 1', 'South', 'north 2', 'no_th'])
      await api.buildGroup({ workspace: mine, name });
    const { groups } = mine.as('viewer');
    const first = await groups.list({ search: 'NORTH', limit: 1 });
    const second = await groups.list({ search: 'NORTH', limit: 1, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['North 1', 'north 2']);
    expect(second.nextCursor).toBeNull();
    expect((await groups.list({ search: 'o_t' })).items.map(({ name }) => name)).toEqual(['no_th']);
  });

  test.each([
    { name: '' },
    { name: '  ' },
    { name: 'a'.repeat(101) },
    { name: 'a\0' },
    { name: 'a', deviceIds: ['x'] },
    { name: 'a', colour: 'red' },
  ])('is refused if it is %j', async (input) => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    await expect(mine.as('operator').groups.create(input as never)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

describe('groups and workspaces', () => {
  test('a group cannot have screens of another workspace', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const theirs = await api.buildDevice();
    const { groups } = mine.as('operator');
    const { id: groupId } = await groups.create({ name: 'Lobby', deviceIds: [device.id] });
    const both = [device.id, theirs.id];
    for (const call of [
      () => groups.create({ name: 'New', deviceIds: both }),
      () => groups.addDevices({ groupId, deviceIds: both }),
      () => groups.update({ groupId, name: 'New', deviceIds: [theirs.id] }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await groups.list({})).toMatchObject({ items: [{ name: 'Lobby', deviceCount: 1 }] });
  });

  test('groups of another workspace are not found', async () => {
    await using api = await createTestApi();
    const theirs = await api.buildDevice();
    const { id: groupId } = await api.buildGroup({ devices: [theirs], name: 'Theirs' });
    const mine = await api.buildWorkspace();
    for (const { groups, devices } of [mine.as('admin'), mine.withToken('full')]) {
      for (const call of [
        () => groups.get({ groupId }),
        () => groups.update({ groupId, name: 'Mine' }),
        () => groups.remove({ groupId }),
        () => groups.addDevices({ groupId, deviceIds: [theirs.id] }),
        () => groups.removeDevice({ groupId, deviceId: theirs.id }),
        () => groups.command({ groupId, type: 'reboot' }),
        () => devices.list({ groupId }),
      ])
        await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await groups.list({})).toEqual({ items: [], nextCursor: null });
    }
    expect(await api.app.db.deviceGroup.findUnique({ where: { id: groupId } })).toMatchObject({
      name: 'Theirs',
    });
    expect(await api.app.db.deviceCommand.count()).toBe(0);
  });
});

describe('an overlay sent to a group', () => {
  test('is listed for the group as active until no screen shows it', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const { id: groupId } = await api.buildGroup({ devices: [device] });
    await using _screen = await device.connect();
    const { pip } = mine.as('operator');
    const { pipId } = await pip.show({ deviceId: groupId, ...web });
    const listed = async (active: boolean) =>
      (await pip.list({ deviceId: groupId, active })).items.map((overlay) => overlay.pipId);
    expect([await listed(true), await listed(false)]).toEqual([[pipId], []]);
    await pip.clear({ deviceId: groupId });
    expect([await listed(true), await listed(false)]).toEqual([[], [pipId]]);
  });

  test('is cleared when the group is deleted, unlike overlays sent to single screens', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { groups, pip } = mine.as('operator');
    const [a, left] = [await mine.buildDevice(), await mine.buildDevice()];
    const { id: groupId } = await groups.create({ name: 'Lobby', deviceIds: [a.id, left.id] });
    await using screen = await a.connect();
    await using leftScreen = await left.connect();
    const sent = await pip.show({ deviceId: groupId, ...web });
    const own = await pip.show({ deviceId: a.id, slot: 'own', ...web });
    await groups.removeDevice({ groupId, deviceId: left.id });

    await groups.remove({ groupId });

    for (const one of [screen, leftScreen])
      expect(await one.next()).toMatchObject({ event: 'device:pip-show', pip_id: sent.pipId });
    expect(await screen.next()).toMatchObject({ event: 'device:pip-show', pip_id: own.pipId });
    for (const one of [screen, leftScreen])
      expect(await one.next()).toEqual({ event: 'device:pip-clear', pip_id: sent.pipId });
    const after = await pip.get({ pipId: sent.pipId });
    expect(after).toMatchObject({ active: false, clearedAt: expect.any(String) });
    expect(after.deliveries.map(({ status }) => status)).toEqual(['cleared', 'cleared']);
    expect(await pip.get({ pipId: own.pipId })).toMatchObject({ active: true });
    expect(await auditDetails(api, 'group.remove')).toEqual([{ name: 'Lobby', pipIds: [sent.pipId] }]);
    expect(await groups.list({})).toMatchObject({ items: [] });
  });

  test('is cleared from a screen that has left the group, which keeps its own overlays', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { groups, pip } = mine.as('operator');
    const device = await mine.buildDevice();
    const { id: groupId } = await groups.create({ name: 'Lobby', deviceIds: [device.id] });
    await using screen = await device.connect();
    const sent = await pip.show({ deviceId: groupId, ...web });
    const own = await pip.show({ deviceId: device.id, slot: 'own', ...web });
    await groups.removeDevice({ groupId, deviceId: device.id });
    await screen.next();
    await screen.next();

    expect(await pip.clear({ deviceId: groupId })).toMatchObject({ sent: 0, total: 0 });

    expect(await screen.next()).toEqual({ event: 'device:pip-clear', pip_id: sent.pipId });
    expect(await pip.get({ pipId: sent.pipId })).toMatchObject({ active: false });
    expect(await pip.get({ pipId: own.pipId })).toMatchObject({ active: true });
  });
});
