import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

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
