import { type Browser, chromium } from 'playwright-core';

const { TEST_CHROMIUM } = process.env;

/** Tests in a browser are skipped without one. */
export const withoutBrowser = !TEST_CHROMIUM;

/** The browser of this machine, without a window. @param more flags that one kind of test needs beside those of all */
export function launchChromium(...more: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: TEST_CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}
