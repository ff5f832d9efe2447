import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { type BuiltPlayer, readBuiltPlayer } from './built-player.ts';
import { launchChromium, pairedScreen, shownCode, browserTest as test } from './chromium.ts';
import { type Site, startSite } from './site.ts';

let built: BuiltPlayer;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  built = await readBuiltPlayer();
  site = await startSite(built.root);
  browser = await launchChromium();
}, 60_000);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const show = (deviceId: string, changes = {}) =>
  site.operator.pip.show({ deviceId, type: 'image', uri: site.media('/red.svg'), ...changes });
const visible = (page: Page, pipId: string) =>
  page.waitForSelector(`[data-pip="${pipId}"][data-appearance="visible"]`);

async function deliveryStatus(pipId: string): Promise<string | undefined> {
  return (await site.operator.pip.get({ pipId })).deliveries[0]?.status;
}

/** The page's own files from the disk, as on a screen that has them installed; the server need not be there. */
async function installed(context: BrowserContext): Promise<void> {
  await context.route(`${site.playerUrl}**`, async (route) => {
    const path = new URL(route.request().url()).pathname.replace(/^\/player\/?/, '') || 'index.html';
    const contentType = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
    const ending = path.split('.').pop() as keyof typeof contentType;
    await route.fulfill({ body: await readFile(join(built.root, path)), contentType: contentType[ending] });
  });
}

test('a new screen shows a code and where to enter it, and gets the name the operator gives it', async () => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(site.playerUrl);
  const code = await shownCode(page);
  expect(code).toMatch(/^\d{6}$/);
  const address = new URL(site.server.url).host;
  expect(await page.textContent('h1')).toBe(`Öffnen Sie ${address} und geben Sie diesen Code ein`);
  await site.operator.devices.pair({ code, name: 'Empfang' });
  await page.waitForSelector('.idle');
  expect(await page.textContent('.name')).toBe('Empfang');
});

test('a code still pairs the screen after a reload', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.playerUrl);
  const code = await shownCode(page);
  await page.reload();
  expect(await shownCode(page)).toBe(code);
  await site.operator.devices.pair({ code, name: 'Hall' });
  await page.waitForSelector('.idle');
});

test('an expired code is renewed automatically', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.playerUrl);
  const code = await shownCode(page);
  await site.server.app.db.devicePairing.updateMany({ where: { code }, data: { expiresAt: new Date(0) } });
  await vi.waitFor(async () => expect(await shownCode(page)).not.toBe(code), { timeout: 10_000 });
});

test('a paired screen reports its info, follows name changes, and reconnects after a reload', async () => {
  const { page, deviceId } = await pairedScreen(browser, site);
  await vi.waitFor(async () =>
    expect(await site.operator.devices.get({ deviceId })).toMatchObject({
      online: true,
      info: { platform: 'browser', width: 1920, height: 1080 },
    }),
  );
  await site.operator.devices.update({ deviceId, name: 'North gate' });
  await page.waitForSelector('.name:text("North gate")');
  await page.reload();
  await page.waitForSelector('.name:text("North gate")');
  await visible(page, (await show(deviceId)).pipId);
});

test('a reload restores the overlays with their remaining time', async () => {
  const { page, deviceId } = await pairedScreen(browser, site);
  const { pipId } = await show(deviceId, { duration: 4 });
  await visible(page, pipId);
  await page.reload();
  await visible(page, pipId);
  await page.waitForSelector('.pip', { state: 'detached' });
  await vi.waitFor(async () => expect(await deliveryStatus(pipId)).toBe('expired'));
});

test('a removed screen shows a new code, and none of its overlays', async () => {
  const { page, deviceId } = await pairedScreen(browser, site);
  await visible(page, (await show(deviceId)).pipId);
  await site.operator.devices.remove({ deviceId });
  expect(await shownCode(page)).toMatch(/^\d{6}$/);
  expect(await page.locator('.pip').count()).toBe(0);
  await page.reload();
  expect(await shownCode(page)).toMatch(/^\d{6}$/);
});

test('a screen whose secret is rejected shows a new code', async () => {
  const { page } = await pairedScreen(browser, site);
  await page.evaluate(() => {
    const identity = JSON.parse(localStorage.getItem('sitecast.identity') as string);
    identity.credentials.secret = 'another';
    localStorage.setItem('sitecast.identity', JSON.stringify(identity));
  });
  await page.reload();
  expect(await shownCode(page)).toMatch(/^\d{6}$/);
});

test('without the server overlays stay, events are reported later, and nothing is redrawn', async () => {
  const { page, deviceId } = await pairedScreen(browser, site);
  const stays = await show(deviceId, { slot: 'stays' });
  const closed = await show(deviceId, { slot: 'closed', closeButton: true, position: 'bottom-left' });
  const box = await visible(page, stays.pipId);
  await visible(page, closed.pipId);
  await vi.waitFor(async () => expect(await deliveryStatus(closed.pipId)).toBe('shown'));

  await site.stop();
  await page.waitForSelector('.is-offline', { state: 'attached' });
  await page.keyboard.press('Escape');
  await page.waitForSelector(`[data-pip="${closed.pipId}"]`, { state: 'detached' });
  expect(await box.isVisible()).toBe(true);

  await site.restart();
  await page.waitForFunction(() => !document.querySelector('.is-offline'), undefined, { timeout: 40_000 });
  await vi.waitFor(async () => expect(await deliveryStatus(closed.pipId)).toBe('cleared'), {
    timeout: 10_000,
  });
  // The very node from before.
  expect(await box.isVisible()).toBe(true);
  expect(await page.locator('.pip').count()).toBe(1);
}, 60_000);

test('overlays and the screen’s name survive a restart without network', async () => {
  const { page, context, deviceId } = await pairedScreen(browser, site, 'Depot');
  const { pipId } = await show(deviceId, { duration: 600 });
  await visible(page, pipId);
  await installed(context);
  await site.stop();
  await page.reload();
  await visible(page, pipId);
  expect(await page.textContent('.name')).toBe('Depot');
  await site.restart();
});

test('a second page of the same screen takes over, and the first can take it back', async () => {
  const { page: first, context, deviceId } = await pairedScreen(browser, site);
  const { pipId } = await show(deviceId);
  await visible(first, pipId);
  const second = await context.newPage();
  await second.goto(site.playerUrl);
  await visible(second, pipId);
  await first.waitForSelector('.replaced');
  expect(await first.locator('.pip').count()).toBe(0);
  await first.bringToFront();
  await first.keyboard.press('Enter');
  await visible(first, pipId);
  await second.waitForSelector('.replaced');
});

test('a socket that looks open but is dead is abandoned', async () => {
  const page = await (await browser.newContext()).newPage();
  let dead = false;
  let connections = 0;
  await page.routeWebSocket(/\/device/, (socket) => {
    const nth = ++connections;
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      if (nth !== 2 || !dead) server.send(text);
    });
  });
  await page.clock.install();
  /** Lets the page's time run until something is there, not so fast that the server seems slow. */
  const until = (check: () => unknown) =>
    vi.waitFor(
      async () => {
        await page.clock.runFor(200);
        await check();
      },
      { timeout: 15_000, interval: 100 },
    );
  const there = (selector: string) => until(async () => expect(await page.isVisible(selector)).toBe(true));

  await page.goto(site.playerUrl);
  await there('.code');
  const { id: deviceId } = await site.operator.devices.pair({ code: await shownCode(page), name: 'Gate' });
  await there('.idle');
  expect(connections).toBe(2);
  dead = true;
  await page.clock.runFor(25_000);
  await until(() => expect(connections).toBe(3));
  await there('#notice:not(.is-offline)');
  const { pipId } = await show(deviceId);
  await there(`[data-pip="${pipId}"][data-appearance="visible"]`);
}, 60_000);
