import type { BrowserContext, Page, WebSocket } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../chromium.ts';
import { overflow, violations } from './accessibility.ts';
import { picture } from './browser.ts';
import { request } from './installation.ts';
import { startJourney } from './journey.ts';

const ADMIN = { email: 'ada@example.com', password: 'plenty of sound meters' };

/** For each stream: the level that stood on the page when it was opened. */
const NOTE_PAINTED = `
  window.painted = [];
  window.WebSocket = class extends WebSocket {
    constructor(address) {
      painted.push(document.querySelector('[data-value="lp"]')?.textContent);
      super(address);
    }
  };
`;

/** A meter that is watched says something every second. */
const PATIENT = { timeout: 10_000 };

interface Link {
  id: string;
  url: string;
}

/** One story, told in order: each test begins where the one before has ended. */
describe.skipIf(withoutBrowser)('a client, from the link to its end', { timeout: 60_000 }, () => {
  const { server, newContext } = startJourney({ DEMO: '1' });
  let visitor: BrowserContext;
  let page: Page;
  let operator: string;
  let projectId: string;
  let link: Link;
  const refusedByPolicy: string[] = [];
  const asked = new Set<string>();

  beforeAll(async () => {
    await request(`${server.url}/trpc/setup.complete`, 'POST', null, {
      ...ADMIN,
      code: server.setupCode,
      name: 'Ada',
      workspaceName: 'Northlight Acoustics',
    });
    const { body: login } = await request(`${server.url}/auth/token`, 'POST', null, ADMIN);
    operator = login.access_token;
    const { body: projects } = await ask('GET', '/api/projects');
    projectId = projects.items[0].id;
    link = (await ask('POST', `/api/projects/${projectId}/portal-link`, { label: 'Port Authority' })).body;
    visitor = await fresh();
    page = await visitor.newPage();
  });

  test('the link opens the portal of the client, on any browser', async () => {
    await page.goto(link.url);
    await page.waitForURL('**/portal');
    await page.getByRole('heading', { level: 1, name: 'Harbour extension (demo)' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(3);
    await page.getByText('Europe/Berlin', { exact: false }).first().waitFor();
    await page.getByRole('article').filter({ hasText: 'Live' }).first().waitFor();
    await page.getByRole('region', { name: 'Map of Harbour extension (demo)' }).getByText('School').waitFor();
    await expectGood('portal-overview');
  });

  test('a location is painted at once, then it is live, and the level moves', async () => {
    await page.getByRole('link', { name: 'Quay 3' }).click();
    await live(page, 2_000);
    const [painted] = await page.evaluate<string[]>('painted');
    expect(painted).toMatch(/^\d+\.\d$/);
    const seen = new Set<string | null>();
    await expect.poll(async () => seen.add(await level(page)).size, PATIENT).toBeGreaterThan(2);
    await page.locator('.level-chart canvas').waitFor();
    await expectGood('portal-location');

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  });

  test('a tab that nobody sees takes nothing from the meter', async () => {
    // Loaded by its address, so that all its connections are counted from the start.
    const connections = countConnections(page);
    await page.reload();
    await live(page);
    await show(page, false);
    await expect.poll(() => connections.open(), PATIENT).toBe(0);
    await show(page, true);
    await live(page);
    expect(connections).toMatchObject({ made: 2 });
    expect(connections.open()).toBe(1);
  });

  test('after a quarter of an hour it pauses until someone resumes it', async () => {
    const watched = await visitor.newPage();
    await watched.clock.install();
    const connections = countConnections(watched);
    await watched.goto(page.url());
    await live(watched);
    await watched.clock.fastForward('15:00');
    const resume = watched.getByRole('button', { name: 'Paused to save data – resume' });
    await resume.waitFor();
    await expect.poll(() => connections.open(), PATIENT).toBe(0);
    expect(await violations(watched)).toEqual([]);
    await picture(watched, 'portal-paused');
    await resume.click();
    await live(watched);
    expect(connections.open()).toBe(1);
    await watched.close();
  });

  test('a restart of the server is said, and got over, without a value twice', async () => {
    const known = collectTimes(page);
    await page.reload();
    await live(page);
    await server.stop();
    await page.getByText('Connection lost. Reconnecting…').waitFor();
    expect(await level(page)).toMatch(/^\d+\.\d$/);
    expect(await page.locator('[data-fresh]').getAttribute('data-fresh')).toBe('false');
    await picture(page, 'portal-reconnecting');
    // In the chart there are the minutes of before, too.
    const minutes = (await points()) - known.size;

    await server.start();
    await live(page);
    const before = known.size;
    await expect.poll(() => known.size, PATIENT).toBeGreaterThan(before + 2);
    // The last one may be under way to the chart.
    await expect.poll(async () => (await points()) - known.size, PATIENT).toBe(minutes);
  });

  test('whatever colour the firm has, it can be read', async () => {
    await ask('PATCH', '/api/branding', { accent: '#ffd400', name: 'Northlight' });
    await page.reload();
    await live(page);
    await page.getByRole('link', { name: 'Northlight' }).waitFor();
    await expectGood('portal-branded');
  });

  test('a client may have a password on top of the link, choose how it is shown, and leave', async () => {
    const { body: project } = await ask('GET', `/api/projects/${projectId}`);
    const password = `/api/clients/${project.client_id}/password`;
    await ask('PUT', password, { password: 'quiet please' });
    const other = await fresh();
    const door = await other.newPage();
    await door.goto(link.url);
    await door.getByLabel('Password').fill('loud please');
    await door.getByRole('button', { name: 'Open portal' }).click();
    await door.getByText('Incorrect password').waitFor();
    expect(await violations(door)).toEqual([]);
    await picture(door, 'portal-password');
    await door.getByLabel('Password').fill('quiet please');
    await door.getByRole('button', { name: 'Open portal' }).click();
    await door.getByRole('heading', { level: 1, name: 'Harbour extension (demo)' }).waitFor();
    await ask('PUT', password, { password: null });

    await door.getByLabel('Theme').selectOption('dark');
    await door.locator('html[data-theme="dark"]').waitFor();
    await door.getByLabel('Language').selectOption('de');
    await door.getByText('3 Messorte').waitFor();
    await door.getByRole('link', { name: 'Abmelden' }).click();
    // Both choices are this browser's.
    await door.getByRole('heading', { name: 'Öffnen Sie dieses Portal mit Ihrem Link' }).waitFor();
    await door.locator('html[data-theme="dark"]').waitFor();
    expect((await door.goto(`${server.url}/portal`))?.status()).toBe(401);
    await other.close();
  });

  test('revoked, the page says so within a second, and the link opens nothing', async () => {
    await page.goto(page.url());
    await live(page);
    const ended = page.getByRole('heading', { name: 'Your access has ended' });
    await ask('POST', `/api/projects/${projectId}/portal-link/${link.id}/revoke`);
    const revokedAt = performance.now();
    await ended.waitFor();
    expect(performance.now() - revokedAt).toBeLessThan(1_000);
    expect(await page.content()).not.toContain('Quay 3');

    const answer = await page.goto(link.url);
    expect(answer?.status()).toBe(401);
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await expectGood('portal-access');
    expect(refusedByPolicy).toEqual([]);
  });

  test('an operator looks as the client does, hands out a link, and takes it back', async () => {
    const desk = await desktop();
    await desk.goto(`${server.url}/projects/${projectId}`);
    const preview = desk.context().waitForEvent('page');
    await desk.getByRole('link', { name: 'View client portal' }).click();
    const shown = await preview;
    await shown.waitForURL('**/portal');
    await shown.getByRole('heading', { level: 1, name: 'Harbour extension (demo)' }).waitFor();

    await desk.getByRole('button', { name: 'Copy client link' }).click();
    await desk.getByRole('button', { name: 'New link' }).click();
    await desk.getByLabel(/^Name/).fill('Site office');
    await desk.getByRole('button', { name: 'Create link' }).click();
    const url = await desk.getByLabel('Link', { exact: true }).inputValue();
    await desk.getByRole('button', { name: 'Done' }).click();

    const visitors = await fresh();
    const visit = await visitors.newPage();
    await visit.goto(url);
    await visit.getByRole('link', { name: 'Quay 3' }).click();
    await live(visit);

    await desk.getByRole('button', { name: 'Revoke: Site office' }).click();
    const question = desk.getByRole('alertdialog', { name: 'Revoke the link “Site office”?' });
    await question.getByRole('button', { name: 'Revoke' }).click();
    await desk.getByText('The link “Site office” no longer works').waitFor();
    await visit.getByRole('heading', { name: 'Your access has ended' }).waitFor();
    // The operator's own look is another link's.
    await shown.reload();
    await shown.getByRole('heading', { level: 1, name: 'Harbour extension (demo)' }).waitFor();
    await visitors.close();
    await desk.context().close();
  });

  test('all that a visitor needs is below /portal, and a proxy may expose just that', () => {
    expect(asked.size).toBeGreaterThan(10);
    expect([...asked].filter((path) => path !== '/portal' && !path.startsWith('/portal/'))).toEqual([]);
  });

  /** How many points the chart has. */
  async function points(): Promise<number> {
    return Number(await page.locator('[data-points]').getAttribute('data-points'));
  }

  function ask(method: string, path: string, body?: unknown) {
    return request(`${server.url}${path}`, method, operator, body);
  }

  /** The dashboard, logged in. What it asks for is no part of the portal. */
  async function desktop(): Promise<Page> {
    const desk = await (await newContext({ reducedMotion: 'reduce' })).newPage();
    await desk.goto(`${server.url}/login`);
    await desk.getByLabel('E-mail').fill(ADMIN.email);
    await desk.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await desk.getByRole('button', { name: 'Log in' }).click();
    await desk.waitForURL('**/screens');
    return desk;
  }

  /** A browser with nobody's cookies. */
  async function fresh(): Promise<BrowserContext> {
    const context = await newContext({ reducedMotion: 'reduce' });
    context.on('request', (request) => asked.add(new URL(request.url()).pathname));
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refusedByPolicy.push(message.text());
    });
    await context.addInitScript({ content: NOTE_PAINTED });
    return context;
  }

  /** Light and dark, on a wide screen, at 200 % of it, and on a phone. */
  async function expectGood(name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
      await picture(page, `${name}-${colorScheme}`);
    }
    for (const width of [640, 360]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await overflow(page), `${width} px`).toBe(0);
    }
    expect(await violations(page), 'on a phone').toEqual([]);
    await picture(page, `${name}-phone`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  }
});

function live(page: Page, timeout = 10_000): Promise<void> {
  return page.locator('[data-phase="live"]').waitFor({ timeout });
}

function level(page: Page): Promise<string | null> {
  return page.locator('[data-value="lp"]').textContent();
}

/** As the browser tells a page that its tab went behind another, or came back. */
function show(page: Page, visible: boolean): Promise<void> {
  const state = visible ? 'visible' : 'hidden';
  return page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}

/** The streams that a page opens from now on. */
function countConnections(page: Page) {
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  return {
    get made() {
      return sockets.length;
    },
    open: () => sockets.filter((socket) => !socket.isClosed()).length,
  };
}

/** The times of all values that a page gets from now on, by the stream and by asking for the last hour. */
function collectTimes(page: Page): Set<string> {
  const times = new Set<string>();
  const add = (frame: { timestamp?: string; feedStatus?: string }) => {
    if (frame.timestamp !== undefined && frame.feedStatus === 'ok') times.add(frame.timestamp);
  };
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => add(JSON.parse(String(payload)))),
  );
  page.on('response', async (response) => {
    if (!response.url().includes('portal.recent')) return;
    const answers = (await response.json()) as { result?: { data: { frames?: object[] } } }[];
    for (const answer of answers) for (const frame of answer.result?.data.frames ?? []) add(frame);
  });
  return times;
}
