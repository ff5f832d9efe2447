import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { MAX_PART_BYTES, MAX_SCREENSHOT_BYTES } from './schema.ts';

describe('a screenshot', () => {
  const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const png = (bytes: number) => Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length, 7)]);

  async function requestScreenshot() {
    const api = await createTestApi();
    const mine = await api.buildWorkspace();
    const device = await mine.buildDevice();
    const screen = await device.connect();
    const { results } = await mine
      .as('operator')
      .devices.command({ deviceId: device.id, type: 'screenshot' });
    const { commandId } = results[0]!;
    const part = (part: number, parts: number, data: Buffer, id = commandId) =>
      device.call().device.screenshot({ commandId: id, part, parts, data: data.toString('base64') });
    async function upload(image: Buffer) {
      const parts = Math.ceil(image.length / MAX_PART_BYTES);
      for (let n = 0; n < parts; n++)
        await part(n, parts, image.subarray(n * MAX_PART_BYTES, (n + 1) * MAX_PART_BYTES));
    }
    return {
      api,
      mine,
      device,
      commandId,
      part,
      upload,
      async [Symbol.asyncDispose]() {
        await screen.disconnect();
        await api[Symbol.asyncDispose]();
      },
    };
  }

  test('arrives in parts, unchanged, and completes the command', async () => {
    await using it = await requestScreenshot();
    const { api, mine, device } = it;
    const image = png(MAX_PART_BYTES * 2 + 5);
    await it.upload(image);
    const takenAt = api.clock.now().toISOString();
    const kept = await mine.as('viewer').devices.screenshot({ deviceId: device.id });
    expect(kept).toEqual({ takenAt, mimeType: 'image/png', image: image.toString('base64') });
    expect(await mine.as('viewer').devices.commands({ deviceId: device.id })).toMatchObject({
      items: [{ type: 'screenshot', status: 'done' }],
    });
    expect(await mine.as('viewer').devices.get({ deviceId: device.id })).toMatchObject({
      screenshotAt: takenAt,
    });
  });

  test('can be at most 2 MiB', async () => {
    await using it = await requestScreenshot();
    await expect(it.upload(png(MAX_SCREENSHOT_BYTES + 1))).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    });
    await it.upload(png(MAX_SCREENSHOT_BYTES));
    const { image } = await it.mine.as('viewer').devices.screenshot({ deviceId: it.device.id });
    expect(Buffer.from(image, 'base64')).toHaveLength(MAX_SCREENSHOT_BYTES);
  });

  test('must have the content of a PNG or JPEG', async () => {
    await using it = await requestScreenshot();
    for (const image of [
      '<svg onload="alert(1)">',
      '<!doctype html>',
      'GIF89a',
      PNG.toString('latin1').slice(1),
    ])
      await expect(it.upload(Buffer.from(image, 'latin1'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await it.upload(Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    expect(await it.mine.as('viewer').devices.screenshot({ deviceId: it.device.id })).toMatchObject({
      mimeType: 'image/jpeg',
    });
  });

  test('is dropped if a part is missing, out of order or of another picture', async () => {
    await using it = await requestScreenshot();
    const chunk = png(20);
    await it.part(0, 3, chunk);
    await expect(it.part(2, 3, chunk)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(it.part(1, 3, chunk)).rejects.toMatchObject({ code: 'CONFLICT' });
    await it.part(0, 2, chunk);
    await expect(it.part(1, 3, chunk)).rejects.toMatchObject({ code: 'CONFLICT' });
    await it.part(0, 2, chunk);
    await expect(it.part(1, 2, chunk, it.device.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(it.part(3, 3, chunk)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(it.mine.as('viewer').devices.screenshot({ deviceId: it.device.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('is refused unless requested', async () => {
    await using it = await requestScreenshot();
    const { device, mine, commandId } = it;
    await expect(it.part(0, 1, png(20), device.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const stranger = await mine.buildDevice();
    const data = png(20).toString('base64');
    await expect(
      stranger.call().device.screenshot({ commandId, part: 0, parts: 1, data }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await it.upload(png(20));
    await expect(it.upload(png(20))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is deleted when the screen is unpaired', async () => {
    await using it = await requestScreenshot();
    await it.upload(png(20));
    await it.mine.as('operator').devices.remove({ deviceId: it.device.id });
    expect(await it.api.app.db.deviceScreenshot.count()).toBe(0);
  });
});
