import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../chromium.ts';
import { overflow, violations } from './accessibility.ts';
import { picture, setUp } from './browser.ts';
import { startJourney } from './journey.ts';

const ADMIN = { email: 'ada@example.com', password: 'plenty of sound meters' };

/** One story, told in order, on the site of the demo: each test begins where the one before has ended. */
describe.skipIf(withoutBrowser)('from a level to an overlay on a screen', { timeout: 60_000 }, () => {
  const { server, openPage } = startJourney({ DEMO: '1' });
  let operator: Page;
  let watcher: Page;
  let screen: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    operator = await openPage(1280, 900);
    // Trying a rule and filling in the demo's days keep a small machine busy.
    operator.context().setDefaultTimeout(20_000);
    operator.context().on('console', (message) => {
      if (/content security policy/i.test(message.text())) complaints.push(message.text());
    });
    operator.context().on('weberror', (problem) => complaints.push(String(problem.error())));
  });

  /** The overlay of the rule made here; the demo's own rules may show theirs at any time. */
  const overlay = () => screen.locator('.pip[data-appearance="visible"]', { hasText: 'limit 5 dB' });
  const row = (name: string) => operator.getByRole('row').filter({ hasText: name });

  test('whoever sets it up finds three meters, which are live', async () => {
    await setUp(operator, server, ADMIN);
    await operator.getByRole('link', { name: 'Meters' }).click();
    const tiles = operator.getByRole('article');
    await operator.getByText('3 meters').waitFor();
    for (const name of ['Meter 1', 'Meter 2', 'Meter 3']) {
      const tile = tiles.filter({ hasText: name });
      await tile.getByText('Measuring').waitFor();
      await tile
        .getByText(/^\d+\.\d$/)
        .first()
        .waitFor();
    }
    await picture(operator, 'meters-1-tiles');
  });

  test('the page of one shows its level as it moves, and draws it', async () => {
    watcher = await operator.context().newPage();
    await watcher.goto(`${server.url}/meters`);
    await watcher.getByRole('link', { name: 'Meter 1' }).click();
    await watcher.getByRole('heading', { name: 'Meter 1' }).waitFor();
    const level = watcher.locator('output').getByText(/^\d+\.\d$/);
    const first = await level.textContent();
    await expect.poll(() => level.textContent(), { timeout: 10_000 }).not.toBe(first);
    const chart = watcher.getByRole('img', { name: 'Sound level of Meter 1 over time' });
    await chart.locator('canvas').waitFor();
    await picture(watcher, 'meters-2-live');
    await watcher.getByText('7 days', { exact: true }).click();
    await watcher
      .getByText(/\d ?% coverage/)
      .first()
      .waitFor();
    await picture(watcher, 'meters-3-week');
    const csv = await watcher.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
    const { status, type } = await watcher.evaluate(async (address) => {
      const answer = await fetch(address);
      return { status: answer.status, type: answer.headers.get('content-type') };
    }, csv!);
    expect([status, type]).toEqual([200, 'text/csv; charset=utf-8']);
  });

  test('a screen of the demo opens in a tab', async () => {
    await operator.getByRole('link', { name: 'Screens' }).click();
    const opened = operator.context().waitForEvent('page');
    await operator.getByRole('link', { name: 'Open Site entrance (demo)' }).click();
    screen = await opened;
    await screen.getByRole('heading', { name: 'Site entrance (demo)' }).waitFor();
    // What is behind another tab is drawn once a second.
    await operator.bringToFront();
  });

  test('a rule is made, and what it tells is on the screen', async () => {
    await operator.getByRole('link', { name: 'Alerts' }).click();
    await operator.getByRole('button', { name: 'Create rule' }).click();
    const dialog = operator.getByRole('dialog', { name: 'Create rule' });
    const choose = async (label: string, option: string) => {
      await dialog.getByRole('button', { name: label }).click();
      await operator.getByRole('option', { name: option }).click();
    };
    await dialog.getByLabel('Name', { exact: true }).fill('Anything at all');
    await choose('Location', 'Quay 3');
    await choose('Level', 'Lp (current level)');
    await dialog.getByLabel('Threshold').fill('5');
    await dialog.getByRole('button', { name: 'Test on the last 7 days' }).click();
    await dialog.getByText(/^It would have raised/).waitFor();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await operator.getByRole('menuitem', { name: 'Overlay' }).click();
    await choose('Template', 'Noise warning (demo)');
    await dialog.getByText('Site entrance (demo)').click();
    await picture(operator, 'meters-4-rule');
    await dialog.getByRole('button', { name: 'Create rule' }).click();
    await operator.getByText('Anything at all created').waitFor();

    await overlay().waitFor();
    expect(await overlay().locator('.pip-title').textContent()).toMatch(
      /^Quay 3: Lp \d+\.\d dB, limit 5 dB$/,
    );
    await picture(screen, 'meters-5-screen');
  });

  test('the alert is open, and what it sent has been done', async () => {
    await operator.getByRole('button', { name: 'Acknowledge Anything at all at Quay 3' }).click();
    await operator.getByText('Acknowledged', { exact: true }).waitFor();
    await operator.getByRole('button', { name: 'Details of Anything at all' }).click();
    await operator.getByText('Acknowledged by ada@example.com').waitFor();
    const sent = operator.getByRole('listitem').filter({ hasText: 'When it started' }).last();
    await sent.getByText('Site entrance (demo)').waitFor();
    await sent.getByText('Sent', { exact: true }).waitFor();
    await picture(operator, 'meters-6-alert');
  });

  test('switched off, the rule takes its overlay away', async () => {
    await operator.getByRole('tab', { name: 'Rules' }).click();
    await row('Anything at all').getByRole('switch').click({ force: true });
    await operator.getByText('Anything at all disabled').waitFor();
    await overlay().waitFor({ state: 'detached' });
    await operator.getByRole('tab', { name: 'Alerts' }).click();
    await operator.getByRole('list', { name: 'Past' }).getByText('Anything at all').waitFor();
  });

  test('the pages at home on a phone and in the dark', async () => {
    const phone = await operator.context().newPage();
    await phone.setViewportSize({ width: 360, height: 740 });
    await phone.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const meter = new URL(watcher.url()).pathname;
    const look = async (path: string, ready: string, name: string) => {
      await phone.goto(`${server.url}${path}`);
      await phone.getByText(ready).first().waitFor();
      expect(await overflow(phone), `${path} scrolls sideways`).toBe(0);
      expect(await violations(phone), path).toEqual([]);
      await picture(phone, `meters-phone-${name}`);
    };
    await look('/meters', 'Meter 1', 'tiles');
    await look(meter, 'Connection log', 'meter');
    await look('/alerts', 'Past', 'alerts');
    await look('/alerts?show=rules', 'Passing trains', 'rules');
    await look('/overlays', 'Noise warning', 'overlays');
    await look('/projects', 'Harbour extension', 'projects');
    await phone.getByRole('link', { name: 'Harbour extension (demo)' }).click();
    await phone.locator('.site-map-point').first().waitFor();
    expect(await violations(phone), 'a project').toEqual([]);
    await picture(phone, 'meters-phone-project');
  });

  test('nothing was stopped by the content security policy', () => {
    expect(complaints).toEqual([]);
  });
});
