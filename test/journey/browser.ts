import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Installation } from './installation.ts';

const { TEST_SCREENSHOTS } = process.env;

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
