import type { Browser, BrowserContext, Page } from 'playwright-core';
import { test } from 'vitest';
import { launchChromium as launch, withoutBrowser } from '../../../test/chromium.ts';
import type { Site } from './site.ts';

/** For tests in it, which are skipped where there is none. */
export const browserTest = test.skipIf(withoutBrowser);

export function launchChromium(): Promise<Browser> {
  // The other site of these tests is at a local address, too.
  return launch('--disable-features=LocalNetworkAccessChecks');
}

export interface ScreenPage {
  context: BrowserContext;
  page: Page;
  deviceId: string;
}

/** Opens a player in a browser of its own, waits for its code, and enters that. */
export async function pairedScreen(browser: Browser, site: Site, name = 'Lobby'): Promise<ScreenPage> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(site.playerUrl);
  const code = await shownCode(page);
  const { id } = await site.operator.devices.pair({ code, name });
  await page.waitForSelector('.idle');
  return { context, page, deviceId: id };
}

export async function shownCode(page: Page): Promise<string> {
  const text = await page.textContent('.code', { timeout: 10_000 });
  return text?.replace(/\D/g, '') ?? '';
}

/** A second of video, made by the browser itself. */
export async function recordClip(page: Page): Promise<Buffer> {
  const dataUrl = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const paint = canvas.getContext('2d') as CanvasRenderingContext2D;
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const chunks: Blob[] = [];
    recorder.ondataavailable = ({ data }) => chunks.push(data);
    const stopped = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    for (let frame = 0; frame < 25; frame++) {
      paint.fillStyle = `hsl(${frame * 14}, 80%, 50%)`;
      paint.fillRect(0, 0, canvas.width, canvas.height);
      // Not by animation frames, which a page in the background does not get.
      await new Promise((next) => setTimeout(next, 40));
    }
    recorder.stop();
    await stopped;
    return new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as string);
      reader.readAsDataURL(new Blob(chunks));
    });
  });
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
}
