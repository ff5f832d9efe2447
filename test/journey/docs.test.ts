import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../chromium.ts';
import { picture, setUp } from './browser.ts';
import { request } from './installation.ts';
import { startJourney } from './journey.ts';

const ADMIN = { email: 'ada@example.com', password: 'plenty of sound meters' };

/** One story: a stranger reads the API, a user tries it with their session, then with a token. */
describe.skipIf(withoutBrowser)('the page to read and try the API', { timeout: 120_000 }, () => {
  const { server, newContext, openPage } = startJourney();
  let person: Page;
  let stranger: Page;
  const complaints: string[] = [];
  const elsewhere: string[] = [];

  beforeAll(async () => {
    person = await openPage(1280, 900);
    await setUp(person, server, ADMIN);
    stranger = await openPage(1280, 900);
    for (const page of [person, stranger]) watch(page);
  });

  /** Notes what the content security policy stops, and whatever is asked of somebody else. */
  function watch(page: Page) {
    // The description of the API is large, and drawn by a large program.
    page.setDefaultTimeout(40_000);
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (sent) => {
      const { protocol, origin } = new URL(sent.url());
      if (protocol !== 'data:' && protocol !== 'blob:' && origin !== server.url) elsewhere.push(sent.url());
    });
  }
  const operation = (page: Page, id: string) => page.locator(`[id$="-${id}"]`);
  async function execute(page: Page, id: string) {
    const block = operation(page, id);
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Execute' }).click();
    const row = block.locator('.live-responses-table .response');
    await row.waitFor();
    const status = await row.locator('.response-col_status').textContent();
    return { status: Number.parseInt(status ?? '', 10), text: await row.textContent() };
  }

  test('is open to everybody, and shows every group of routes', async () => {
    await stranger.goto(`${server.url}/docs`);
    await stranger.getByRole('heading', { name: /^Screens/ }).waitFor();
    expect(await stranger.title()).toBe('API reference · Sitecast');
    const { body } = await request(`${server.url}/api/openapi.json`, 'GET', null);
    const shown = await stranger.locator('.opblock-tag').evaluateAll((tags) => tags.length);
    expect(shown).toBe(body.tags.length);
    await picture(stranger, 'docs-1280-light');
    const { status, text } = await execute(stranger, 'devicesList');
    expect(status).toBe(401);
    expect(text).toContain('UNAUTHENTICATED');
  });

  test('a user tries it with their session', async () => {
    await person.goto(server.url);
    await person.getByRole('button', { name: /^Account/ }).click();
    await person.getByRole('menuitem', { name: 'API reference' }).click();
    await person.waitForURL('**/docs');
    const { status, text } = await execute(person, 'devicesList');
    expect(status).toBe(200);
    expect(text).toContain('next_cursor');
  });

  test('a token that is pasted is used, also to change something', async () => {
    const { body: session } = await request(`${server.url}/auth/token`, 'POST', null, ADMIN);
    const minted = { name: 'Docs', scope: 'full' };
    const { body } = await request(`${server.url}/api/tokens`, 'POST', session.access_token, minted);
    await stranger.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = stranger.locator('.modal-ux');
    await dialog.locator('input').first().fill(body.token);
    await dialog.getByRole('button', { name: 'Apply credentials' }).first().click();
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    await operation(stranger, 'devicesList').getByRole('button', { name: 'Clear' }).click();
    await operation(stranger, 'devicesList').locator('.opblock-summary-control').click();
    expect(await execute(stranger, 'devicesList')).toMatchObject({ status: 200 });
    // The example is in order but for its screen, which there is not.
    const { status, text } = await execute(stranger, 'pipShow');
    expect(status, String(text)).toBe(404);
    expect(text).toContain('NOT_FOUND');
  });

  test('is readable in the dark and on a phone', async () => {
    const context = await newContext({ colorScheme: 'dark', viewport: { width: 360, height: 740 } });
    const phone = await context.newPage();
    watch(phone);
    await phone.goto(`${server.url}/docs`);
    await phone.getByRole('heading', { name: /^Screens/ }).waitFor();
    const { width } = (await phone.locator('html').boundingBox())!;
    expect(await phone.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(width);
    await picture(phone, 'docs-360-dark');
    await phone.setViewportSize({ width: 1280, height: 900 });
    await operation(phone, 'pipShow').locator('.opblock-summary-control').click();
    await operation(phone, 'pipShow').scrollIntoViewIfNeeded();
    await picture(phone, 'docs-1280-dark');
    await context.close();
  });

  test('nothing was stopped by the content security policy, and nothing came from elsewhere', () => {
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
});
