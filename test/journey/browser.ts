import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Installation } from './installation.ts';

const { TEST_CHROMIUM, TEST_SCREENSHOTS } = process.env;

/** A journey needs a real browser, and is skipped without. */
export const withoutBrowser = !TEST_CHROMIUM;

export function launchBrowser(): Promise<Browser> {
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
    ],
  });
}

/** A browser of its own, with nobody's cookies. */
export async function openPage(browser: Browser, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width, height } });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

/** Where `TEST_SCREENSHOTS` names a folder, a picture of this moment for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!TEST_SCREENSHOTS) return;
  await mkdir(TEST_SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(TEST_SCREENSHOTS, `${name}.png`) });
}

/** Opens a new installation and makes its first administrator, in the workspace “Acme”. */
export async function setUp(
  page: Page,
  { url, setupCode }: Pick<Installation, 'url' | 'setupCode'>,
  admin: { email: string; password: string },
): Promise<void> {
  await page.goto(url);
  await page.waitForURL('**/setup');
  await page.getByLabel('Setup code').fill(setupCode!);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail').fill(admin.email);
  await page.getByLabel('Password', { exact: true }).fill(admin.password);
  await page.getByLabel('Workspace name').fill('Acme');
  await picture(page, '1-setup');
  await page.getByRole('button', { name: 'Create and log in' }).click();
  await page.waitForURL('**/screens');
}
