import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BuiltPlayer, readBuiltPlayer } from './built-player.ts';
import { launchChromium64, type OldTab } from './chromium-64.ts';
import { type Site, startSite } from './site.ts';

let built: BuiltPlayer;
let site: Site;
let tab: OldTab;

beforeAll(async () => {
  built = await readBuiltPlayer();
  site = await startSite(built.root);
  tab = await launchChromium64();
}, 60_000);
afterAll(async () => {
  await tab[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const count = (selector: string) =>
  tab.evaluate<number>(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
const appears = (selector: string) =>
  vi.waitFor(async () => expect(await count(selector)).toBe(1), { timeout: 15_000, interval: 100 });

test('Chromium 64 pairs, shows an image and a page in their corners, and closes one by its button', async () => {
  expect(await tab.evaluate('navigator.userAgent')).toContain('Chrome/64.');
  await tab.open(site.playerUrl);
  await appears('.code');
  const code = (await tab.evaluate<string>('document.querySelector(".code").textContent')).replace(/\D/g, '');
  const { id: deviceId } = await site.operator.devices.pair({ code, name: 'Old television' });
  await appears('.idle');
  expect(await tab.evaluate('document.querySelector(".name").textContent')).toBe('Old television');

  const size = { width: 320, height: 180 };
  const image = await site.operator.pip.show({
    deviceId,
    type: 'image',
    uri: site.media('/red.svg'),
    title: 'Assembly point',
    closeButton: true,
    ...size,
  });
  await appears(`[data-pip="${image.pipId}"][data-appearance="visible"]`);
  const page = await site.operator.pip.show({
    deviceId,
    type: 'web',
    uri: site.media('/page'),
    slot: 'page',
    position: 'bottom-left',
    ...size,
  });
  await appears(`[data-pip="${page.pipId}"][data-appearance="visible"]`);

  const box = (pipId: string) =>
    tab.evaluate<Record<string, number>>(`(function () {
      var box = document.querySelector('[data-pip="${pipId}"]').getBoundingClientRect();
      return { left: box.left, top: box.top, right: innerWidth - box.right, bottom: innerHeight - box.bottom,
        width: box.width, height: box.height };
    })()`);
  const { innerWidth, innerHeight } = await tab.evaluate<{ innerWidth: number; innerHeight: number }>(
    '({ innerWidth: innerWidth, innerHeight: innerHeight })',
  );
  const right = await box(image.pipId);
  expect(right).toMatchObject(size);
  expect(right.right).toBeCloseTo(innerWidth * 0.04, 0);
  expect(right.top).toBeCloseTo(innerHeight * 0.04, 0);
  const left = await box(page.pipId);
  expect(left.left).toBeCloseTo(innerWidth * 0.04, 0);
  expect(left.bottom).toBeCloseTo(innerHeight * 0.04, 0);

  await tab.evaluate('document.querySelector(".pip-close").click()');
  await vi.waitFor(
    async () => {
      const { deliveries } = await site.operator.pip.get({ pipId: image.pipId });
      expect(deliveries[0]).toMatchObject({ status: 'cleared', detail: 'closed on the screen' });
    },
    { timeout: 10_000, interval: 100 },
  );
  expect(await count('.pip')).toBe(1);

  const command = async (type: 'screen_off' | 'screen_on' | 'identify' | 'screenshot') => {
    const { results } = await site.operator.devices.command({ deviceId, type });
    await vi.waitFor(
      async () => {
        const { items } = await site.operator.devices.commands({ deviceId });
        expect(items.find(({ id }) => id === results[0]!.commandId)).toMatchObject({
          status: 'done',
          detail: null,
        });
      },
      { timeout: 15_000, interval: 100 },
    );
  };
  const visibility = (selector: string) =>
    tab.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).visibility`);
  await command('screen_off');
  expect([await visibility('.idle'), await visibility('.pip')]).toEqual(['hidden', 'hidden']);
  await command('identify');
  expect(await tab.evaluate('document.querySelector(".identify-name").textContent')).toBe('Old television');
  expect(await visibility('.identify')).toBe('visible');
  await command('screen_on');
  expect([await visibility('.idle'), await visibility('.pip')]).toEqual(['visible', 'visible']);
  await command('screenshot');
  const { mimeType, image: picture } = await site.operator.devices.screenshot({ deviceId });
  expect(mimeType).toBe('image/jpeg');
  expect(picture.length).toBeGreaterThan(4_000);
  expect(tab.problems).toEqual([]);
}, 90_000);
