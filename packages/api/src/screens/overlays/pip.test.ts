import { OverlayPayload } from '@sitecast/protocol/overlay-payload';
import { describe, expect, test } from 'vitest';
import { createTestApi, eventually, type TestApi } from '../../testing/index.ts';

const picture = { type: 'image', uri: 'https://example.com/a.png' } as const;

/** A workspace with one screen that is connected. */
async function setUp(api: TestApi) {
  const mine = await api.buildWorkspace();
  const device = await mine.buildDevice({ name: 'Lobby' });
  return { mine, device, operator: mine.as('operator') };
}

describe('the fields of an overlay', () => {
  const whole = {
    type: 'image',
    uri: 'https://example.com/a.png',
    position: 'top-right',
    width: 480,
    height: 360,
    duration: 0,
    opacity: 1,
    fontSize: 24,
    borderRadius: 0,
    closeButton: false,
    slot: 'main',
    priority: 0,
    exclusive: false,
    muted: true,
  };
  const accepted: Record<string, unknown[]> = {
    type: ['image', 'web', 'video'],
    uri: ['http://a', 'https://example.com/ü?x=1#y', `https://example.com/${'a'.repeat(2048 - 20)}`],
    position: [
      'top-right',
      'top-left',
      'bottom-right',
      'bottom-left',
      'center',
      { x: 0, y: 0 },
      { x: 100, y: 100 },
      { x: 12.5, y: 99.9 },
    ],
    width: [40, 3840],
    height: [40, 3840],
    duration: [0, 0.5, 86_400],
    title: ['', 'a'.repeat(200), '<b>not markup</b>', 'Überlänge 🎉'],
    titleColor: ['#00ff7F', '#000000'],
    backgroundColor: ['#ABCDEF'],
    opacity: [0, 0.5, 1],
    fontSize: [12, 200],
    borderRadius: [0, 512],
    closeButton: [true, false],
    slot: ['a', 'a-1', 'a'.repeat(32)],
    priority: [-1000, 1000],
    exclusive: [true, false],
    muted: [true, false],
    queueFor: [0, 86_400],
  };
  const refused: Record<string, unknown[]> = {
    type: [undefined, null, '', 'IMAGE', 'audio', 1],
    uri: [
      undefined,
      null,
      '',
      'a.png',
      '/a.png',
      '//example.com/a.png',
      'ftp://example.com/a.png',
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://',
      'https:example.com',
      'http:/example.com',
      'https://exam ple.com',
      `https://example.com/${'a'.repeat(2049 - 20)}`,
    ],
    position: ['top', null, { x: -0.01, y: 0 }, { x: 0, y: 100.01 }, { x: 1 }, { x: 1, y: 1, z: 1 }, [1, 1]],
    width: [39, 3841, 40.5, '480', null, Number.NaN],
    height: [39, 3841, 40.5, '480', null, Number.NaN],
    duration: [-1, 86_401, '5', null, Number.NaN, Number.POSITIVE_INFINITY],
    title: ['a'.repeat(201), null, 5, 'a\0b', '\ud800'],
    titleColor: ['red', '#fff', '#12345', '#1234567', '#12345g', '123456', null],
    backgroundColor: ['red', '#fff', '#12345', '#1234567', '#12345g', '123456', null],
    opacity: [-0.01, 1.01, '1', null],
    fontSize: [11, 201, 24.5, '24', null],
    borderRadius: [-1, 513, '1', null],
    closeButton: ['true', 1, null],
    slot: ['', 'A', 'a b', 'a_b', 'a'.repeat(33), null, 1],
    priority: [-1001, 1001, 0.5, '0', null],
    exclusive: ['true', 1, null],
    muted: ['false', 0, null],
    queueFor: [-1, 86_401, '5', null],
    deviceId: [undefined, null, '', 'lobby', 1],
    surprise: [1],
  };

  test('every field has its bounds in this test', () => {
    expect(Object.keys(accepted).sort()).toEqual([...Object.keys(OverlayPayload.shape), 'queueFor'].sort());
  });

  test('values just inside the bounds are accepted unchanged', async () => {
    await using api = await createTestApi();
    for (const [field, values] of Object.entries(accepted)) {
      const { operator, device } = await setUp(api);
      for (const value of values) {
        const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id, [field]: value });
        const { payload } = await operator.pip.get({ pipId });
        if (field !== 'queueFor') expect(payload).toEqual({ ...whole, [field]: value });
      }
    }
  });

  test('values just outside are rejected, and the field is named', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
    for (const [field, values] of Object.entries(refused)) {
      for (const value of values) {
        const input = { ...picture, deviceId: device.id, [field]: value };
        await expect(
          operator.pip.show(input as never),
          `${field}: ${JSON.stringify(value)}`,
        ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining(field) });
      }
    }
    expect(await operator.pip.list({})).toEqual({ items: [], nextCursor: null });
  });

  test('two missing required fields are both named', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
    await expect(operator.pip.show({ deviceId: device.id } as never)).rejects.toThrow(/type[\s\S]*uri/);
  });

  test('the screen gets the defaults too, in snake_case', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
    await using screen = await device.connect();
    const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id, titleColor: '#123456' });
    expect(await screen.next()).toEqual({
      event: 'device:pip-show',
      pip_id: pipId,
      ...picture,
      position: 'top-right',
      width: 480,
      height: 360,
      duration: 0,
      title_color: '#123456',
      font_size: 24,
      opacity: 1,
      border_radius: 0,
      close_button: false,
      slot: 'main',
      priority: 0,
      exclusive: false,
      muted: true,
    });
  });
});

describe('sending', () => {
  test('a connected screen gets it, and the result says so', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);

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
    const { operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);
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
    const { mine, operator, device } = await setUp(api);
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
    const { mine, operator } = await setUp(api);
    const group = await api.buildGroup({ workspace: mine });
    const nothing = { success: true, target: 'group', sent: 0, offline: 0, total: 0, results: [] };
    const shown = await operator.pip.show({ ...picture, deviceId: group.id });
    expect(shown).toEqual({ ...nothing, pipId: expect.any(String), queued: 0 });
    expect(await operator.pip.clear({ deviceId: group.id })).toEqual(nothing);
    expect(await operator.pip.get({ pipId: shown.pipId })).toMatchObject({ active: false, deliveries: [] });
  });

  test('an unpaired screen is no longer a member of its group', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
    const group = await api.buildGroup({ devices: [device] });
    await operator.devices.remove({ deviceId: device.id });
    expect(await operator.pip.show({ ...picture, deviceId: group.id })).toMatchObject({ total: 0 });
  });

  test('a workspace can send 120 a minute; other workspaces are not affected', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
    const other = await setUp(api);
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
    const { operator, device } = await setUp(api);
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
});

describe('access', () => {
  test('operators and tokens with full access can send; viewers and other tokens can only read', async () => {
    await using api = await createTestApi();
    const { mine, device } = await setUp(api);
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
    const { device } = await setUp(api);
    const group = await api.buildGroup({ devices: [device] });
    await using screen = await device.connect();
    const theirs = await api.buildWorkspace();
    const mineShown = await api.buildToken({ workspace: { id: device.workspaceId } });
    const { pipId } = await api
      .call({ bearer: mineShown.token })
      .pip.show({ ...picture, deviceId: device.id });
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
    const { mine, operator, device } = await setUp(api);
    const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });
    await operator.pip.clear({ deviceId: device.id, pipId });
    const { id, email } = await mine.member('operator');
    const audited = await api.app.db.auditEvent.findMany({ orderBy: { id: 'asc' } });
    expect(audited).toMatchObject([
      { action: 'pip.show', actorKind: 'user', actorId: id, actorLabel: email, workspaceId: mine.id },
      { action: 'pip.clear', actorId: id, resourceKind: 'device', resourceId: device.id },
    ]);
  });
});

describe('clearing', () => {
  test('without an id clears everything on the screen', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);
    const stays = await operator.pip.show({ ...picture, deviceId: device.id, slot: 'a', queueFor: 60 });
    const goes = await operator.pip.show({ ...picture, deviceId: device.id, slot: 'b', queueFor: 60 });

    await operator.pip.clear({ deviceId: device.id, pipId: goes.pipId });

    await using screen = await device.connect();
    expect(screen.snapshot.overlays.map(({ pip_id }) => pip_id)).toEqual([stays.pipId]);
  });

  test('a late clear never ends the overlay that replaced the one it names', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
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
    const { mine, operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);
    const screen = await device.connect();
    await operator.pip.show({ ...picture, deviceId: device.id });
    await screen.disconnect();
    expect(await operator.pip.clear({ deviceId: device.id })).toMatchObject({ sent: 0, offline: 1 });
    await using again = await device.connect();
    expect(again.snapshot.overlays).toEqual([]);
  });

  test('an overlay cleared while it is being sent does not stay on the screen', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);
    await using _screen = await device.connect();
    const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id, duration: 10 });
    api.clock.advance(10);
    const over = await operator.pip.get({ pipId });
    expect(over).toMatchObject({ active: false, deliveries: [{ status: 'expired', at: over.expiresAt }] });

    await operator.pip.clear({ deviceId: device.id });
    await operator.pip.show({ ...picture, deviceId: device.id });

    expect(await operator.pip.get({ pipId })).toEqual(over);
  });
});

describe('a screen that reconnects', () => {
  test('gets what should still show, with the remaining time', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);
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
});

describe('reports of screens', () => {
  test('a report becomes the status of the delivery, and dashboards are notified', async () => {
    await using api = await createTestApi();
    const { mine, operator, device } = await setUp(api);
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
      const { operator, device } = await setUp(api);
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
    const { operator, device } = await setUp(api);
    await using _screen = await device.connect();
    const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id });
    await operator.pip.clear({ deviceId: device.id });
    await device.call().device.overlayEvent({ pipId, status: 'shown' });
    expect(await operator.pip.get({ pipId })).toMatchObject({ deliveries: [{ status: 'cleared' }] });
  });

  test('a screen can only report its own deliveries', async () => {
    await using api = await createTestApi();
    const { mine, operator, device } = await setUp(api);
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
});

test('the list is paginated, newest first', async () => {
  await using api = await createTestApi();
  const { operator, device } = await setUp(api);
  const sent: string[] = [];
  for (let i = 0; i < 5; i++)
    sent.unshift((await operator.pip.show({ ...picture, deviceId: device.id })).pipId);
  const first = await operator.pip.list({ limit: 3 });
  const second = await operator.pip.list({ limit: 3, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ pipId }) => pipId)).toEqual(sent);
  expect(second.nextCursor).toBeNull();
  for (const limit of [0, 201, 1.5])
    await expect(operator.pip.list({ limit })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
