import type { CommandType } from '@sitecast/protocol/messages';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { type BuiltPlayer, readBuiltPlayer } from './built-player.ts';
import { launchChromium, pairedScreen, type ScreenPage, browserTest as test } from './chromium.ts';
import { type Site, startSite } from './site.ts';

let built: BuiltPlayer;
let site: Site;
let browser: Browser;
let screen: ScreenPage;

beforeAll(async () => {
  built = await readBuiltPlayer();
  site = await startSite(built.root);
  browser = await launchChromium();
  screen = await pairedScreen(browser, site, 'North gate');
}, 60_000);
/** Resets the screen to on, upright and empty. */
afterEach(async () => {
  const { page, deviceId } = screen;
  page.removeAllListeners('load');
  await site.operator.pip.clear({ deviceId });
  await site.operator.devices.update({ deviceId, orientation: 0 });
  await command(deviceId, 'screen_on');
  await page.waitForSelector('html[data-orientation="0"][data-power="on"]');
  await page.waitForSelector('.identify', { state: 'detached' });
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const eventually = (assertion: () => Promise<void>) =>
  vi.waitFor(assertion, { timeout: 15_000, interval: 50 });

/** Sends a command, and waits for what the screen answers. */
async function command(deviceId: string, type: CommandType, payload?: Record<string, unknown>) {
  const { results } = await site.operator.devices.command({ deviceId, type, payload });
  expect(results[0]?.status).toBe('sent');
  return answerTo(deviceId, results[0]!.commandId);
}

async function answerTo(deviceId: string, commandId: string) {
  let answer: { status: string; detail: string | null } | undefined;
  await eventually(async () => {
    const { items } = await site.operator.devices.commands({ deviceId });
    answer = items.find(({ id }) => id === commandId);
    expect(['done', 'failed', 'unsupported']).toContain(answer?.status);
  });
  return { status: answer!.status, detail: answer!.detail };
}

const done = { status: 'done', detail: null };
const red = () => ({ type: 'image' as const, uri: site.media('/red.svg') });

test('a screen that is off stays black after a reload, and shows its overlays when turned on again', async () => {
  const { page, deviceId } = screen;
  const { pipId } = await site.operator.pip.show({ deviceId, ...red() });
  const overlay = page.locator(`[data-pip="${pipId}"]`);
  await overlay.waitFor({ state: 'visible' });

  expect(await command(deviceId, 'screen_off')).toEqual(done);
  await overlay.waitFor({ state: 'hidden' });
  expect(await page.locator('.idle').isVisible()).toBe(false);
  await eventually(async () =>
    expect(await site.operator.devices.get({ deviceId })).toMatchObject({ info: { screenOn: false } }),
  );

  await page.reload();
  await page.waitForSelector('html[data-power="off"]');
  await overlay.waitFor({ state: 'hidden' });
  // What comes meanwhile is not seen, and the screen says so.
  const unseen = await site.operator.pip.show({ deviceId, slot: 'unseen', ...red() });
  await eventually(async () => {
    const { deliveries } = await site.operator.pip.get({ pipId: unseen.pipId });
    expect(deliveries[0]).toMatchObject({ status: 'shown', detail: 'the screen is off' });
  });

  expect(await command(deviceId, 'screen_on')).toEqual(done);
  await overlay.waitFor({ state: 'visible' });
  expect(await page.locator('.idle').isVisible()).toBe(true);
});

test('a black screen that is unpaired shows its code', async () => {
  const { context, page, deviceId } = await pairedScreen(browser, site, 'Short-lived');
  await command(deviceId, 'screen_off');
  await site.operator.devices.remove({ deviceId });
  await page.locator('.code').waitFor({ state: 'visible' });
  await context.close();
});

test('identify shows name and id for a while, also on a black screen', async () => {
  const { page, deviceId } = screen;
  await command(deviceId, 'screen_off');
  expect(await command(deviceId, 'identify', { seconds: 1 })).toEqual(done);
  await page.locator('.identify').waitFor({ state: 'visible' });
  expect(await page.locator('.identify-name').textContent()).toBe('North gate');
  expect(await page.locator('.identify-id').textContent()).toBe(deviceId);
  await page.locator('.identify').waitFor({ state: 'detached' });
});

test.each(['launch', 'update'] as const)('%s answers, then reloads the page once', async (type) => {
  const { page, deviceId } = screen;
  const loads: string[] = [];
  page.on('load', () => loads.push('load'));
  await page.evaluate(() => document.documentElement.setAttribute('data-old', ''));
  expect(await command(deviceId, type)).toEqual(done);
  await page.waitForSelector('html:not([data-old]) .idle');
  // It is back and has heard all that the server has for it: nothing of that makes it load again.
  expect(await command(deviceId, 'identify', { seconds: 1 })).toEqual(done);
  expect(loads).toEqual(['load']);
});

test('an update waits for an offline screen, and runs once when it returns', async () => {
  const { page, deviceId } = screen;
  await page.goto('about:blank');
  await eventually(async () =>
    expect(await site.operator.devices.get({ deviceId })).toMatchObject({ online: false }),
  );
  const { queued, results } = await site.operator.devices.command({ deviceId, type: 'update' });
  expect(queued).toBe(1);

  const loads: string[] = [];
  page.on('load', () => loads.push('load'));
  await page.goto(site.playerUrl);
  expect(await answerTo(deviceId, results[0]!.commandId)).toEqual(done);
  await eventually(async () => expect(loads).toHaveLength(2));
  // The page is loaded before it is connected.
  await eventually(async () => expect(await command(deviceId, 'identify', { seconds: 1 })).toEqual(done));
  expect(loads).toHaveLength(2);
});

test('an update whose answer was lost is answered again, not run again', async () => {
  const { page, deviceId } = screen;
  const { results } = await site.operator.devices.command({ deviceId, type: 'update' });
  const { commandId } = results[0]!;
  expect(await answerTo(deviceId, commandId)).toEqual(done);
  await page.waitForSelector('.idle');
  await page.evaluate(() => document.documentElement.setAttribute('data-old', ''));
  // As if the server had been stopped before it could note the answer.
  await site.server.app.db.deviceCommand.update({ where: { id: commandId }, data: { status: 'sent' } });
  await page.reload();
  const loads: string[] = [];
  page.on('load', () => loads.push('load'));
  expect(await answerTo(deviceId, commandId)).toEqual(done);
  expect(await command(deviceId, 'identify', { seconds: 1 })).toEqual(done);
  expect(loads).toEqual([]);
});

test.each(['reboot', 'shutdown'] as const)('%s is unsupported in a browser', async (type) => {
  const { deviceId } = screen;
  expect(await command(deviceId, type)).toEqual({
    status: 'unsupported',
    detail: 'a web page has no power over the machine that it runs on',
  });
});

test('the player reports its free memory', async () => {
  const { deviceId } = screen;
  await eventually(async () => {
    const { info, engine } = await site.operator.devices.get({ deviceId });
    expect(info?.freeMemory).toBeGreaterThan(1_000_000);
    expect(info?.screenOn).toBe(true);
    expect(engine).toMatch(/^Chromium \d+$/);
  });
});

test('a screenshot shows what viewers see: the red picture in its position on black', async () => {
  const { page, deviceId } = screen;
  const center = { position: 'center', width: 960, height: 720 } as const;
  const open = site.media('/open.svg');
  const { pipId } = await site.operator.pip.show({ deviceId, type: 'image', uri: open, ...center });
  await page.locator(`[data-pip="${pipId}"]`).waitFor({ state: 'visible' });

  expect(await command(deviceId, 'screenshot')).toEqual(done);

  const seen = await pixels(deviceId, [
    [960, 540],
    [20, 20],
  ]);
  expect(seen).toMatchObject({ width: 1920, height: 1080 });
  const [middle, corner] = seen.colors;
  expect(near(middle!, [221, 51, 51]), String(middle)).toBe(true);
  expect(near(corner!, [0, 0, 0]), String(corner)).toBe(true);
});

test('an image without CORS permission and a web page are empty frames in a screenshot', async () => {
  const { page, deviceId } = screen;
  const whole = { position: { x: 0, y: 0 }, width: 960, height: 1080 } as const;
  const image = await site.operator.pip.show({ deviceId, ...red(), ...whole });
  const frame = await site.operator.pip.show({
    deviceId,
    type: 'web',
    uri: site.media('/page'),
    slot: 'page',
    ...whole,
    position: { x: 50, y: 0 },
  });
  for (const { pipId } of [image, frame])
    await page.locator(`[data-pip="${pipId}"]`).waitFor({ state: 'visible' });
  expect(await command(deviceId, 'screenshot')).toEqual(done);
  const { colors } = await pixels(deviceId, [
    [200, 200],
    [1700, 200],
  ]);
  for (const color of colors) expect(near(color, [26, 34, 37]), String(color)).toBe(true);
});

test('a screenshot of a portrait screen is upright', async () => {
  const { page, deviceId } = screen;
  await site.operator.devices.update({ deviceId, orientation: 90 });
  await page.waitForSelector('html[data-orientation="90"]');
  expect(await command(deviceId, 'screenshot')).toEqual(done);
  expect(await pixels(deviceId, [])).toMatchObject({ width: 1080, height: 1920 });
});

/** The kept screenshot's size, and its colours at these places. */
async function pixels(deviceId: string, places: [number, number][]) {
  const { mimeType, image } = await site.operator.devices.screenshot({ deviceId });
  return screen.page.evaluate(
    async ({ url, at }) => {
      const picture = new Image();
      picture.src = url;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = picture.width;
      canvas.height = picture.height;
      const paint = canvas.getContext('2d') as CanvasRenderingContext2D;
      paint.drawImage(picture, 0, 0);
      const colors = at.map(([x, y]) => [...paint.getImageData(x!, y!, 1, 1).data].slice(0, 3));
      return { width: picture.width, height: picture.height, colors };
    },
    { url: `data:${mimeType};base64,${image}`, at: places },
  );
}

/** JPEG changes colours a little. */
function near(color: number[], wanted: number[]): boolean {
  return color.every((part, at) => Math.abs(part - wanted[at]!) < 12);
}
