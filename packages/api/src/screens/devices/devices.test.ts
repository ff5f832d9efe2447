import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTestApi, eventually } from '../../testing/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

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

describe('a wrong secret', () => {
  test('is refused', async () => {
    await using api = await createTestApi();
    const device = await api.buildDevice();
    const other = await api.buildDevice();
    for (const credentials of [
      { id: device.id, secret: other.secret },
      { id: device.id, secret: '' },
      { id: device.id, secret: device.secret.slice(1) },
      { id: 'nobody', secret: device.secret },
      { id: '\0', secret: '\0' },
    ]) {
      await expect(api.callDevice({ device: credentials }).device.heartbeat()).rejects.toMatchObject({
        code: 'UNAUTHORIZED',
      });
    }
  });
});

describe('presence', () => {
  test('is online from the connection on, and offline 5 s after it is lost', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const viewer = mine.as('viewer');
    const online = async () => (await viewer.devices.get({ deviceId: device.id })).online;
    expect(await online()).toBe(false);
    const screen = await device.connect();
    expect(await online()).toBe(true);

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await screen.disconnect();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(await online()).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();

    await eventually(async () => expect(await online()).toBe(false));
    expect(await viewer.devices.get({ deviceId: device.id })).toMatchObject({
      lastSeenAt: api.clock.now().toISOString(),
    });
  });

  test('stays online if the screen reconnects within 5 s', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const first = await device.connect();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await first.disconnect();
    await vi.advanceTimersByTimeAsync(4_000);
    await using _second = await device.connect();
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(await mine.as('viewer').devices.get({ deviceId: device.id })).toMatchObject({ online: true });
  });

  test('is offline after 45 s without a heartbeat', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const online = async () => (await mine.as('viewer').devices.get({ deviceId: device.id })).online;
    await using _screen = await device.connect();
    api.clock.advance(44);
    expect(await online()).toBe(true);
    api.clock.advance(1);
    expect(await online()).toBe(false);
    await device.call().device.heartbeat();
    await vi.advanceTimersByTimeAsync(5_000);
    await eventually(async () => expect(await online()).toBe(true));
  });

  test('follows the newer of two connections, which replaces the older', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const first = await device.connect();
    await using second = await device.connect();

    expect(await first.next()).toBeNull();

    const answer = await mine
      .as('operator')
      .pip.show({ deviceId: device.id, type: 'web', uri: 'https://example.com' });
    expect(answer).toMatchObject({ sent: 1, total: 1 });
    expect(await second.next()).toMatchObject({ event: 'device:pip-show' });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await first.disconnect();
    await vi.advanceTimersByTimeAsync(6_000);
    vi.useRealTimers();
    expect(await mine.as('viewer').devices.get({ deviceId: device.id })).toMatchObject({ online: true });
  });

  test('is offline after a restart until the screen reconnects', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    await api.app.db.device.update({
      where: { id: device.id },
      data: { connectionId: 'of a process that was killed', lastSeenAt: api.clock.now() },
    });
    await api.app.presence.reset();
    expect(await mine.as('viewer').devices.get({ deviceId: device.id })).toMatchObject({ online: false });
  });
});

describe('a screen’s report', () => {
  const info = {
    playerVersion: '1.2.3',
    platform: 'tizen' as const,
    userAgent: 'Mozilla/5.0 (SMART-TV)',
    width: 1920,
    height: 1080,
    pixelRatio: 1,
  };

  test('of its player is shown with the screen', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    expect(await device.call().device.hello(info)).toEqual({ serverTime: api.clock.now().toISOString() });
    expect(await mine.as('viewer').devices.get({ deviceId: device.id })).toMatchObject({ info });
  });

  test.each([
    { playerVersion: 'a'.repeat(41) },
    { platform: 'webos' },
    { width: -1 },
    { pixelRatio: Number.NaN },
    { userAgent: 'a'.repeat(501) },
    { userAgent: '\0' },
  ])('is refused if it is out of bounds: %j', async (wrong) => {
    await using api = await createTestApi();
    const device = await api.buildDevice();
    await expect(device.call().device.hello({ ...info, ...wrong } as never)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  test('is updated by a heartbeat, as the free memory changes', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    await device.call().device.hello(info);
    await device.call().device.heartbeat({ ...info, freeMemory: 123_456, screenOn: false });
    await device.call().device.heartbeat();
    expect(await mine.as('viewer').devices.get({ deviceId: device.id })).toMatchObject({
      info: { ...info, freeMemory: 123_456, screenOn: false },
    });
  });

  test.each([
    [
      'Mozilla/5.0 (SMART-TV; LINUX; Tizen 5.0) AppleWebKit/537.36 Version/5.0 Chrome/63.0.3239.84 TV Safari/537.36',
      'Chromium 63',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36',
      'Chromium 140',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox 130'],
    [
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari 17',
    ],
    ['something else', null],
  ])('names the engine of %s', async (userAgent, engine) => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    await device.call().device.hello({ ...info, userAgent });
    expect(await mine.as('viewer').devices.get({ deviceId: device.id })).toMatchObject({ engine });
  });

  test('to its log can be filtered by level and tag', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    for (const [level, tag] of [
      ['warn', 'pip'],
      ['info', 'pip'],
      ['warn', 'clock'],
    ] as const)
      await device.call().device.log({ level, tag, message: `${level} ${tag}` });
    const read = async (filter: object) =>
      (await mine.as('viewer').devices.log({ deviceId: device.id, ...filter })).items.map(
        ({ message }) => message,
      );
    expect(await read({ level: 'warn' })).toEqual(['warn clock', 'warn pip']);
    expect(await read({ tag: 'pip' })).toEqual(['info pip', 'warn pip']);
    expect(await read({ level: 'warn', tag: 'pip' })).toEqual(['warn pip']);
    expect(await read({ tag: 'none' })).toEqual([]);
  });

  test('to its log is listed newest first, with pagination', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    for (const message of ['one', 'two', 'three'])
      await device.call().device.log({ level: 'warn', tag: 'pip', message });
    const viewer = mine.as('viewer');
    const first = await viewer.devices.log({ deviceId: device.id, limit: 2 });
    const second = await viewer.devices.log({ deviceId: device.id, limit: 2, cursor: first.nextCursor! });
    expect(first.items).toMatchObject([{ message: 'three', level: 'warn', tag: 'pip' }, { message: 'two' }]);
    expect(second).toMatchObject({ items: [{ message: 'one' }], nextCursor: null });
  });

  test.each([
    { level: 'fatal', tag: 'a', message: 'a' },
    { level: 'info', tag: '', message: 'a' },
    { level: 'info', tag: 'a'.repeat(65), message: 'a' },
    { level: 'info', tag: 'a', message: 'a'.repeat(2001) },
    { level: 'info', tag: 'a', message: '\0' },
  ])('to its log is refused if it is out of bounds: %#', async (line) => {
    await using api = await createTestApi();
    const device = await api.buildDevice();
    await expect(device.call().device.log(line as never)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
