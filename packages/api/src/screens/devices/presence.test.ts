import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTestApi, eventually } from '../../testing/index.ts';

afterEach(() => {
  vi.useRealTimers();
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
