import type { DeviceMessage } from '@sitecast/protocol/messages';
import type { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import { describe, expect, test } from 'vitest';
import { createTestApi, eventually, type Screen, type Workspace } from '../../testing/index.ts';

const history = async (workspace: Workspace, { id: deviceId }: Screen) =>
  (await workspace.as('viewer').devices.commands({ deviceId })).items;

const commandOf = (message: DeviceMessage | null) => {
  if (message?.event !== 'device:command') throw new Error(`Not a command: ${JSON.stringify(message)}`);
  return message;
};

describe('a command', () => {
  test('reaches the screen, and is done when the screen reports it', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice({ name: 'Door' });
    await using screen = await device.connect();

    const answer = await mine
      .withToken('full')
      .devices.command({ deviceId: device.id, type: 'identify', payload: { seconds: 5, note: 'x' } });

    const { commandId } = answer.results[0]!;
    expect(answer).toEqual({
      success: true,
      sent: 1,
      offline: 0,
      queued: 0,
      total: 1,
      results: [{ deviceId: device.id, name: 'Door', status: 'sent', commandId }],
    });
    expect(await screen.next()).toEqual({
      event: 'device:command',
      command_id: commandId,
      type: 'identify',
      payload: { seconds: 5, note: 'x' },
    });
    api.clock.advance(2);
    await device.call().device.commandResult({ commandId, status: 'done' });
    expect(await history(mine, device)).toEqual([
      {
        id: commandId,
        deviceId: device.id,
        groupId: null,
        type: 'identify',
        payload: { seconds: 5, note: 'x' },
        status: 'done',
        detail: null,
        at: api.clock.now().toISOString(),
        createdAt: expect.any(String),
        createdBy: expect.stringMatching(/Token/),
      },
    ]);
    expect(await api.app.db.auditEvent.findFirst({ where: { action: 'device.command' } })).toMatchObject({
      resourceKind: 'device',
      resourceId: device.id,
      details: { type: 'identify', devices: 1 },
    });
  });

  test('publishes an event when it is sent and when it is answered', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    await using _screen = await device.connect();
    const subscription = new AbortController();
    const received: WorkspaceEvent[] = [];
    const events = await mine.as('viewer', { signal: subscription.signal }).workspaces.events();
    const listening = (async () => {
      for await (const event of events) received.push(event);
    })();
    await eventually(() => expect(received).toHaveLength(1));
    const { results } = await mine.as('operator').devices.command({ deviceId: device.id, type: 'reboot' });
    const { commandId } = results[0]!;
    const detail = 'a browser cannot restart the machine';
    await device.call().device.commandResult({ commandId, status: 'unsupported', detail });
    const expected = { event: 'command', commandId, deviceId: device.id, type: 'reboot' };
    await eventually(() =>
      expect(received.filter(({ event }) => event === 'command')).toMatchObject([
        { ...expected, status: 'sent', detail: null },
        { ...expected, status: 'unsupported', detail },
      ]),
    );
    subscription.abort();
    await listening;
  });

  test('to a group is sent to each of its screens', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [on, off] = [await mine.buildDevice({ name: 'On' }), await mine.buildDevice({ name: 'Off' })];
    const { id: groupId } = await api.buildGroup({ devices: [on, off] });
    await using screen = await on.connect();
    const answer = await mine.as('operator').groups.command({ groupId, type: 'screen_off' });
    expect(answer).toMatchObject({
      sent: 1,
      offline: 1,
      queued: 0,
      total: 2,
      results: [
        { name: 'On', status: 'sent' },
        { name: 'Off', status: 'offline' },
      ],
    });
    expect(commandOf(await screen.next()).command_id).toBe(answer.results[0]!.commandId);
    expect(await history(mine, off)).toMatchObject([{ groupId, type: 'screen_off', status: 'offline' }]);
  });

  test('to an empty group succeeds', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { id: groupId } = await api.buildGroup({ workspace: mine });
    expect(await mine.as('operator').groups.command({ groupId, type: 'launch' })).toMatchObject({
      success: true,
      total: 0,
      results: [],
    });
  });

  test('to several screens goes to all of them, or to none if one is not found', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [a, b] = [await mine.buildDevice(), await mine.buildDevice()];
    const theirs = await api.buildDevice();
    const { devices } = mine.as('operator');
    const deviceIds = [a.id, b.id];
    await expect(
      devices.commandMany({ deviceIds: [...deviceIds, theirs.id], type: 'identify' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await api.app.db.deviceCommand.count()).toBe(0);
    expect(await devices.commandMany({ deviceIds, type: 'identify' })).toMatchObject({
      total: 2,
      offline: 2,
    });
  });

  test('does not find screens or groups of another workspace, nor a group by a screen’s ID or vice versa', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const group = await api.buildGroup({ devices: [device] });
    const theirs = await api.buildDevice();
    const { devices, groups } = mine.as('admin');
    for (const call of [
      () => devices.command({ deviceId: theirs.id, type: 'reboot' }),
      () => devices.command({ deviceId: group.id, type: 'reboot' }),
      () => groups.command({ groupId: device.id, type: 'reboot' }),
      () => devices.commands({ deviceId: theirs.id }),
      () => devices.screenshot({ deviceId: theirs.id }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await api.app.db.deviceCommand.count()).toBe(0);
  });

  const deep = { a: { b: { c: { d: { e: {} } } } } };
  test.each([
    ['explode', undefined],
    ['identify', { seconds: 0 }],
    ['identify', { seconds: 61 }],
    ['identify', { seconds: '5' }],
    ['launch', 'now'],
    ['launch', ['now']],
    ['launch', { text: 'ü'.repeat(2048) }],
    ['launch', deep],
    ['launch', { far: Number.POSITIVE_INFINITY }],
    ['launch', { 'a\0': 1 }],
    ['launch', { a: '\0' }],
  ])('is refused if it is %s with %j', async (type, payload) => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    await expect(
      mine.as('operator').devices.command({ deviceId: device.id, type, payload } as never),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await api.app.db.deviceCommand.count()).toBe(0);
  });

  test('may have parameters with names that JavaScript reserves', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    await using screen = await device.connect();
    const payload = JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}');
    await mine.as('operator').devices.command({ deviceId: device.id, type: 'launch', payload });
    expect(commandOf(await screen.next()).type).toBe('launch');
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test('is kept in the history of the screen’s last 200', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [device, other] = [await mine.buildDevice(), await mine.buildDevice()];
    const { devices } = mine.as('operator');
    await devices.command({ deviceId: other.id, type: 'identify' });
    for (let n = 0; n < 203; n++) await devices.command({ deviceId: device.id, type: 'identify' });
    expect(await api.app.db.deviceCommand.count({ where: { deviceId: device.id } })).toBe(200);
    expect(await history(mine, other)).toHaveLength(1);
  });

  test('is refused above 300 a minute', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { id: groupId } = await api.buildGroup({ workspace: mine });
    const { groups } = mine.as('operator');
    for (let n = 0; n < 300; n++) await groups.command({ groupId, type: 'identify' });
    await expect(groups.command({ groupId, type: 'identify' })).rejects.toMatchObject({
      appCode: 'TOO_MANY_REQUESTS',
      retryAfter: expect.any(Number),
    });
  });
});

describe('the answer to a command', () => {
  test('has no effect if it is late, repeated or for another screen’s command', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [device, other] = [await mine.buildDevice(), await mine.buildDevice()];
    await using _screen = await device.connect();
    const { results } = await mine.as('operator').devices.command({ deviceId: device.id, type: 'launch' });
    const { commandId } = results[0]!;
    await other.call().device.commandResult({ commandId, status: 'failed', detail: 'not mine' });
    expect(await history(mine, device)).toMatchObject([{ status: 'sent' }]);
    await device.call().device.commandResult({ commandId, status: 'done' });
    await device.call().device.commandResult({ commandId, status: 'failed', detail: 'again' });
    await device.call().device.commandResult({ commandId: other.id, status: 'done' });
    expect(await history(mine, device)).toMatchObject([{ status: 'done', detail: null }]);
  });

  test('counts even if the command was accepted after the timeout', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const { results } = await mine.as('operator').devices.command({ deviceId: device.id, type: 'launch' });
    await device.call().device.commandResult({ commandId: results[0]!.commandId, status: 'done' });
    expect(await history(mine, device)).toMatchObject([{ status: 'done' }]);
  });

  test.each([
    { status: 'sent' },
    { status: 'done', detail: 'a'.repeat(501) },
    { status: 'done', commandId: 'x' },
  ])('is refused if it is %j', async (wrong) => {
    await using api = await createTestApi();
    const device = await api.buildDevice();
    const report = { commandId: device.id, ...wrong };
    await expect(device.call().device.commandResult(report as never)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

describe('an offline screen', () => {
  test('gets only updates when it reconnects, each time until it answers', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const { devices } = mine.as('operator');
    await devices.command({ deviceId: device.id, type: 'reboot' });
    const answer = await devices.command({ deviceId: device.id, type: 'update' });
    expect(answer).toMatchObject({
      sent: 0,
      offline: 0,
      queued: 1,
      total: 1,
      results: [{ status: 'queued' }],
    });
    const { commandId } = answer.results[0]!;
    const pending = [{ event: 'device:command', command_id: commandId, type: 'update' }];

    for (let reconnects = 0; reconnects < 2; reconnects++) {
      const screen = await device.connect();
      expect(screen.snapshot.commands).toEqual(pending);
      await screen.disconnect();
    }
    expect(await history(mine, device)).toMatchObject([
      { type: 'update', status: 'sent' },
      { type: 'reboot', status: 'offline' },
    ]);
    await device.call().device.commandResult({ commandId, status: 'done' });
    await using screen = await device.connect();
    expect(screen.snapshot.commands).toEqual([]);
    expect((await history(mine, device))[0]).toMatchObject({ status: 'done' });
  });

  test('never gets them if it is unpaired', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    await mine.as('operator').devices.command({ deviceId: device.id, type: 'update' });
    await mine.as('operator').devices.remove({ deviceId: device.id });
    expect(await api.app.db.deviceCommand.findFirst()).toMatchObject({
      status: 'failed',
      detail: 'unpaired',
    });
  });
});
