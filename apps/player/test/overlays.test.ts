import { topics } from '@sitecast/realtime';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, vi } from 'vitest';
import { type BuiltPlayer, readBuiltPlayer } from './built-player.ts';
import {
  launchChromium,
  pairedScreen,
  recordClip,
  type ScreenPage,
  shownCode,
  browserTest as test,
} from './chromium.ts';
import { show } from './show.ts';
import { type Site, startSite } from './site.ts';

let built: BuiltPlayer;
let site: Site;
let browser: Browser;
let screen: ScreenPage;
const problems: string[] = [];

beforeAll(async () => {
  built = await readBuiltPlayer();
  site = await startSite(built.root);
  browser = await launchChromium();
  screen = await pairedScreen(browser, site);
  screen.page.on('pageerror', (error) => problems.push(String(error)));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** Resets the screen to upright and empty. */
afterEach(async () => {
  const { deviceId, page } = screen;
  await site.operator.pip.clear({ deviceId });
  await site.operator.devices.update({ deviceId, orientation: 0 });
  await page.waitForSelector('html[data-orientation="0"]');
  await page.waitForFunction(() => document.querySelector('#pip')?.childElementCount === 0);
  expect(problems).toEqual([]);
});

type Payload = Omit<Parameters<Site['operator']['pip']['show']>[0], 'deviceId'>;

/** Sends an overlay as an operator does and returns its id. */
async function send(payload: Partial<Payload>): Promise<string> {
  const overlay = { type: 'image' as const, uri: site.media('/red.svg'), ...payload };
  const { pipId, results } = await site.operator.pip.show({ deviceId: screen.deviceId, ...overlay });
  expect(results[0]?.status).toBe('sent');
  return pipId;
}

/** Publishes a message to the screen, bypassing the server's validation. */
const inject = (message: object) =>
  site.server.app.bus.publish(topics.device(screen.deviceId), message as never);

const visible = (pipId: string) =>
  screen.page.waitForSelector(`[data-pip="${pipId}"][data-appearance="visible"]`);
const gone = (pipId: string) => screen.page.waitForSelector(`[data-pip="${pipId}"]`, { state: 'detached' });

async function reported(pipId: string, status: string, detail?: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const { deliveries } = await site.operator.pip.get({ pipId });
      expect(deliveries[0]?.status).toBe(status);
      if (detail !== undefined) expect(deliveries[0]?.detail).toBe(detail);
    },
    { timeout: 10_000, interval: 50 },
  );
}

describe('an overlay that is sent', () => {
  test('shows, is reported, and is written to the screen’s log', async () => {
    const pipId = await send({ title: 'Noise limit reached' });
    const box = await visible(pipId);
    expect(await box.textContent()).toBe('Noise limit reached');
    expect(await box.evaluate((node) => (node.querySelector('img') as HTMLImageElement).naturalWidth)).toBe(
      480,
    );
    await reported(pipId, 'shown');
    await vi.waitFor(async () => {
      const { items } = await site.operator.devices.log({ deviceId: screen.deviceId });
      expect(items[0]).toMatchObject({
        level: 'info',
        tag: 'pip',
        message: expect.stringContaining('shown image'),
      });
    });
  });

  test('as a page is framed', async () => {
    const pipId = await send({ type: 'web', uri: site.media('/page') });
    await visible(pipId);
    expect(await screen.page.frames()[1]?.textContent('h1')).toBe('Assembly point');
    await reported(pipId, 'shown');
  });

  test('disappears when its duration is over', async () => {
    const pipId = await send({ duration: 1 });
    await visible(pipId);
    await gone(pipId);
    await reported(pipId, 'expired');
  });

  test('replaces the previous one', async () => {
    const first = await send({});
    await visible(first);
    const second = await send({});
    await visible(second);
    await gone(first);
    await reported(first, 'cleared', 'replaced');
  });

  test('is cleared by its id, and a late clear does not end a newer one', async () => {
    const first = await send({});
    await visible(first);
    const second = await send({});
    await visible(second);
    await site.operator.pip.clear({ deviceId: screen.deviceId, pipId: first });
    const ticker = await send({ slot: 'ticker' });
    await visible(ticker);
    await visible(second);
    await site.operator.pip.clear({ deviceId: screen.deviceId, pipId: second });
    await gone(second);
    await visible(ticker);
    await site.operator.pip.clear({ deviceId: screen.deviceId });
    await gone(ticker);
  });

  test.each([
    ['image', '/broken.png', 'the image could not be loaded'],
    ['image', '/missing.png', 'the image could not be loaded'],
  ] as const)(
    'as a broken %s (%s) fails with the reason, and the next one shows',
    async (type, path, reason) => {
      const broken = await send({ type, uri: site.media(path) });
      await reported(broken, 'failed', reason);
      await visible(await send({}));
    },
  );

  test('as a video plays in a loop, muted, and pauses behind an exclusive one', async () => {
    site.putClip(await recordClip(screen.page));
    const pipId = await send({ type: 'video', uri: site.media('/clip.webm') });
    const box = await visible(pipId);
    await reported(pipId, 'shown');
    const video = (of: 'paused' | 'muted' | 'loop') =>
      box.evaluate((node, name) => (node.querySelector('video') as HTMLVideoElement)[name], of);
    expect([await video('paused'), await video('muted'), await video('loop')]).toEqual([false, true, true]);
    const alarm = await send({ slot: 'alarm', exclusive: true });
    await visible(alarm);
    expect(await video('paused')).toBe(true);
    await site.operator.pip.clear({ deviceId: screen.deviceId, pipId: alarm });
    await visible(pipId);
    expect(await video('paused')).toBe(false);
  });

  test('as a video that cannot be played fails with the reason', async () => {
    const broken = await send({ type: 'video', uri: site.media('/broken.png') });
    await reported(broken, 'failed');
    const { deliveries } = await site.operator.pip.get({ pipId: broken });
    expect(deliveries[0]?.detail).toMatch(/video could not be loaded|does not play/);
    await gone(broken);
  });

  test('can be closed with the remote control', async () => {
    const pipId = await send({ closeButton: true });
    await visible(pipId);
    await screen.page.keyboard.press('Enter');
    await gone(pipId);
    await reported(pipId, 'cleared', 'closed on the screen');
  });

  test('hides the others while it is exclusive', async () => {
    const other = await send({ priority: 1000 });
    await visible(other);
    const alarm = await send({ slot: 'alarm', exclusive: true });
    await visible(alarm);
    expect(await screen.page.isVisible(`[data-pip="${other}"]`)).toBe(false);
    await site.operator.pip.clear({ deviceId: screen.deviceId, pipId: alarm });
    await visible(other);
  });
});

test('a malformed message is reported, and the next overlay shows', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Between server and player, because the server lets nothing malformed through.
  let sendToPlayer: (data: object) => void = () => {};
  await page.routeWebSocket(/\/device/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      const { id, result } = JSON.parse(String(text));
      if (result?.data?.event === 'device:snapshot')
        sendToPlayer = (data) => socket.send(JSON.stringify({ id, result: { type: 'data', data } }));
      socket.send(text);
    });
  });
  await page.goto(site.playerUrl);
  const { id: deviceId } = await site.operator.devices.pair({ code: await shownCode(page), name: 'Gate' });
  await page.waitForSelector('.idle');
  sendToPlayer({ event: 'device:pip-show', pip_id: 'bad', uri: 'javascript:alert(1)' });
  sendToPlayer({ event: 'device:pip-show' });
  sendToPlayer([]);
  const { pipId } = await site.operator.pip.show({ deviceId, type: 'image', uri: site.media('/red.svg') });
  await page.waitForSelector(`[data-pip="${pipId}"][data-appearance="visible"]`);
  await vi.waitFor(async () => {
    const { items } = await site.operator.devices.log({ deviceId });
    const malformed = items.filter(
      ({ level, message }) => level === 'warn' && /malformed message/.test(message),
    );
    expect(malformed).toHaveLength(3);
  });
  await context.close();
});

test('overlays do not change the stage', async () => {
  const before = await screen.page.innerHTML('#stage');
  const box = () => screen.page.locator('.idle .name').boundingBox();
  const place = await box();
  await visible(await send({ width: 3840, height: 3840, exclusive: true }));
  expect(await screen.page.innerHTML('#stage')).toBe(before);
  expect(await box()).toEqual(place);
});

describe('corners', () => {
  const inset = { x: 0.04 * 1920, y: 0.04 * 1080 };
  /** Where the top left corner of the picture's `top-right` overlay of 400 × 200 is on the glass, and its extent. */
  const expected = {
    0: { x: 1920 - inset.x - 400, y: inset.y, width: 400, height: 200 },
    // The picture is 1080 wide and 1920 high; its right edge is the glass's lower one.
    90: { x: 1920 - 0.04 * 1920 - 200, y: 1080 - 0.04 * 1080 - 400, width: 200, height: 400 },
    180: { x: inset.x, y: 1080 - inset.y - 200, width: 400, height: 200 },
    // Its right edge is the glass's upper one.
    270: { x: 0.04 * 1920, y: 0.04 * 1080, width: 200, height: 400 },
  } as const;

  test.each([0, 90, 180, 270] as const)(
    'are those of the visible picture, turned by %i°',
    async (orientation) => {
      const pipId = await send({ position: 'top-right', width: 400, height: 200 });
      const handle = await visible(pipId);
      await site.operator.devices.update({ deviceId: screen.deviceId, orientation });
      await screen.page.waitForSelector(`html[data-orientation="${orientation}"]`);
      const rect = await handle.evaluate((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return { x, y, width, height };
      });
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(rect[side], side).toBeCloseTo(expected[orientation][side], 0);
    },
  );

  test.each([
    ['top-left', 0, 0],
    ['top-right', 1, 0],
    ['bottom-left', 0, 1],
    ['bottom-right', 1, 1],
  ] as const)(
    '%s stands 4 percent from its edges in all four orientations',
    async (position, right, bottom) => {
      const handle = await visible(await send({ position, width: 300, height: 200 }));
      for (const orientation of [0, 90, 180, 270] as const) {
        await site.operator.devices.update({ deviceId: screen.deviceId, orientation });
        await screen.page.waitForSelector(`html[data-orientation="${orientation}"]`);
        const rect = await handle.evaluate((node) => {
          const { left, top, right: r, bottom: b } = node.getBoundingClientRect();
          return { left, top, right: window.innerWidth - r, bottom: window.innerHeight - b };
        });
        // Turning by 90° carries each corner to the next one clockwise.
        const clockwise = ['top-left', 'top-right', 'bottom-right', 'bottom-left'];
        const at = clockwise.indexOf(`${bottom ? 'bottom' : 'top'}-${right ? 'right' : 'left'}`);
        const [vertical, horizontal] = clockwise[(at + orientation / 90) % 4]!.split('-') as [
          'top' | 'bottom',
          'left' | 'right',
        ];
        expect(rect[horizontal], `${orientation}° ${horizontal}`).toBeCloseTo(0.04 * 1920, 0);
        expect(rect[vertical], `${orientation}° ${vertical}`).toBeCloseTo(0.04 * 1080, 0);
      }
    },
  );

  test('an overlay larger than the screen fills it', async () => {
    const handle = await visible(await send({ width: 3840, height: 3840, position: { x: 90, y: 90 } }));
    expect(await handle.boundingBox()).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
  });
});

test('hundreds of overlays leave no nodes or frames behind', async () => {
  const session = await screen.context.newCDPSession(screen.page);
  const count = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { nodes, documents, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { nodes, documents, jsEventListeners };
  };
  const burst = async (name: string) => {
    for (let n = 0; n < 300; n++) {
      const type = (['image', 'web', 'video'] as const)[n % 3]!;
      const uri = site.media(type === 'web' ? '/page' : '/red.svg');
      inject(show(`${name}-${n}`, { type, uri, slot: `slot-${n % 3}`, close_button: true }));
    }
    inject(show(`${name}-last`, { uri: site.media('/red.svg') }));
    await visible(`${name}-last`);
    inject({ event: 'device:pip-clear' });
    await gone(`${name}-last`);
    expect(await screen.page.locator('#pip > *').count()).toBe(0);
  };
  await burst('warm-up');
  const before = await count();
  await burst('measured');
  await vi.waitFor(
    async () => {
      const after = await count();
      expect(after.documents).toBeLessThanOrEqual(before.documents);
      expect(after.nodes).toBeLessThanOrEqual(before.nodes + 20);
      expect(after.jsEventListeners).toBeLessThanOrEqual(before.jsEventListeners);
    },
    { timeout: 10_000, interval: 200 },
  );
}, 60_000);
