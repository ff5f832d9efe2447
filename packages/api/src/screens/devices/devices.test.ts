import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

describe('a screen', () => {
  test('can change its name, notes, orientation and time zone, and is notified', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice({ name: 'Old' });
    await using screen = await device.connect();

    const changed = await mine.as('operator').devices.update({
      deviceId: device.id,
      name: 'New',
      notes: 'Behind the bar',
      orientation: 90,
      timezone: 'Europe/Berlin',
    });

    expect(changed).toMatchObject({
      name: 'New',
      notes: 'Behind the bar',
      orientation: 90,
      timezone: 'Europe/Berlin',
    });
    expect(await screen.next()).toEqual({
      event: 'device:changed',
      name: 'New',
      orientation: 90,
      timezone: 'Europe/Berlin',
    });
    expect(await mine.as('viewer').devices.get({ deviceId: device.id })).toEqual(changed);
  });

  test('keeps the fields that are not given', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice({ name: 'Lobby' });
    await mine.as('operator').devices.update({ deviceId: device.id, orientation: 180 });
    expect(await mine.as('operator').devices.update({ deviceId: device.id, notes: 'x' })).toMatchObject({
      name: 'Lobby',
      orientation: 180,
      notes: 'x',
    });
  });

  test.each([
    ['name', ''],
    ['name', '   '],
    ['name', 'a'.repeat(101)],
    ['name', null],
    ['notes', 'a'.repeat(2001)],
    ['notes', 'a\0b'],
    ['orientation', 45],
    ['orientation', '90'],
    ['timezone', 'Mars/Olympus'],
    ['timezone', ''],
    ['workspaceId', 'x'],
    ['secretHash', 'x'],
  ])('cannot have %s = %j', async (field, value) => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const input = { deviceId: device.id, [field]: value };
    await expect(mine.as('operator').devices.update(input as never)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(field),
    });
  });

  test('of another workspace is not found and does not change', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await api.buildDevice({ name: 'Theirs' });
    const deviceId = device.id;
    for (const caller of [mine.as('admin'), mine.withToken('full')]) {
      const calls = [
        () => caller.devices.get({ deviceId }),
        () => caller.devices.log({ deviceId }),
        () => caller.devices.update({ deviceId, name: 'Mine' }),
        () => caller.devices.remove({ deviceId }),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await caller.devices.list({})).toEqual({ items: [], nextCursor: null });
    }
    await using screen = await device.connect();
    expect(screen.snapshot).toMatchObject({ name: 'Theirs' });
  });

  test('is listed in the order of pairing, with pagination', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const names = ['1', '2', '3', '4', '5'];
    for (const name of names) await mine.buildDevice({ name });
    const first = await mine.as('viewer').devices.list({ limit: 3 });
    const second = await mine.as('viewer').devices.list({ limit: 3, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(names);
    expect(second.nextCursor).toBeNull();
  });
});

describe('the list of screens', () => {
  test('can be filtered by status, group and part of the name, with pagination', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const build = (name: string) => mine.buildDevice({ name });
    const [online, offline] = [await build('Lobby 1'), await build('lobby 2')];
    await build('Canteen');
    await build('Lob_y');
    await using _screen = await online.connect();
    await api.app.db.device.update({ where: { id: offline.id }, data: { lastSeenAt: api.clock.now() } });
    const { id: groupId } = await api.buildGroup({ devices: [offline, online] });
    const { devices } = mine.as('viewer');
    const names = async (filter: Parameters<typeof devices.list>[0]) =>
      (await devices.list(filter)).items.map(({ name }) => name);

    expect(await names({ status: 'online' })).toEqual(['Lobby 1']);
    expect(await names({ status: 'offline' })).toEqual(['lobby 2']);
    expect(await names({ status: 'never' })).toEqual(['Canteen', 'Lob_y']);
    expect(await names({ groupId })).toEqual(['Lobby 1', 'lobby 2']);
    expect(await names({ groupId, status: 'offline', search: 'LOBBY' })).toEqual(['lobby 2']);
    expect(await names({ search: 'b_' })).toEqual(['Lob_y']);
    const first = await devices.list({ search: 'lob', limit: 2 });
    expect(await names({ search: 'lob', limit: 2, cursor: first.nextCursor! })).toEqual(['Lob_y']);
    // A screen whose server process died is not online, whatever its row says.
    api.clock.advance(45);
    expect(await names({ status: 'online' })).toEqual([]);
    expect(await names({ status: 'offline' })).toEqual(['Lobby 1', 'lobby 2']);
  });

  test('shows the overlays on each screen', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [device, away] = [await mine.buildDevice(), await mine.buildDevice()];
    await using _screen = await device.connect();
    const { pip } = mine.as('operator');
    const uri = 'https://example.com';
    const { pipId } = await pip.show({ deviceId: device.id, type: 'web', uri, title: 'Menu', duration: 60 });
    await pip.show({ deviceId: away.id, type: 'web', uri, queueFor: 60 });
    const showing = async () =>
      (await mine.as('viewer').devices.list({})).items.map(({ showing }) => showing);
    expect(await showing()).toEqual([[{ pipId, type: 'web', title: 'Menu', uri }], []]);
    api.clock.advance(61);
    expect(await showing()).toEqual([[], []]);
  });
});

describe('unpairing a screen', () => {
  test('notifies it, closes its connection and invalidates its secret', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const screen = await device.connect();
    await device.call().device.heartbeat();

    await mine.as('operator').devices.remove({ deviceId: device.id });

    expect(await screen.next()).toEqual({ event: 'device:unpaired' });
    await expect(device.call().device.heartbeat()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(mine.as('operator').devices.get({ deviceId: device.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(mine.as('operator').devices.remove({ deviceId: device.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await screen.disconnect();
  });

  test('works from the screen too', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    await device.call().device.unpair();
    await expect(device.call().device.heartbeat()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await mine.as('viewer').devices.list({})).toMatchObject({ items: [] });
    expect(await api.app.db.auditEvent.findFirst({ where: { action: 'device.remove' } })).toMatchObject({
      actorKind: 'device',
      actorId: device.id,
    });
  });
});
