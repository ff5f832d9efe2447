import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../chromium.ts';
import { freePort } from '../free-port.ts';
import { type Installation, startInstallation } from './installation.ts';

export interface Journey {
  /** As it runs now: after a restart it has another setup code, or none. */
  server: Installation & {
    /** Starts again, once stopped, at the same address and with the same data. */
    start(): Promise<void>;
  };
  /** A browser with nobody's cookies, 1280 px wide unless the options say otherwise. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A page in a browser of its own. */
  openPage(width: number, height: number): Promise<Page>;
  /** An empty folder, for as long as the journey. */
  newFolder(): Promise<string>;
}

/**
 * Gives the tests of a `describe` an empty installation and a browser, before its own hooks, and takes both away after
 * them.
 *
 * @param settings what else the server's environment says, such as `DEMO`
 */
export function startJourney(settings: Record<string, string> = {}): Journey {
  const folders: string[] = [];
  let dataDir: string;
  let port: number;
  let running: Installation;
  let browser: Browser;

  beforeAll(async () => {
    dataDir = await newFolder();
    port = await freePort();
    await start();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  async function start() {
    running = await startInstallation(dataDir, port, settings);
  }
  async function newFolder() {
    const folder = await mkdtemp(join(tmpdir(), 'sitecast-journey-'));
    folders.push(folder);
    return folder;
  }
  async function newContext(options: BrowserContextOptions = {}) {
    const viewport = { width: 1280, height: 900 };
    const context = await browser.newContext({ locale: 'en-GB', viewport, ...options });
    context.setDefaultTimeout(10_000);
    return context;
  }

  return {
    server: {
      get url() {
        return running.url;
      },
      get setupCode() {
        return running.setupCode;
      },
      stop: () => running.stop(),
      start,
    },
    newContext,
    openPage: async (width, height) => (await newContext({ viewport: { width, height } })).newPage(),
    newFolder,
  };
}
