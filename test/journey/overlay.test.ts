import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../chromium.ts';
import { picture, setUp } from './browser.ts';
import { request, sitecast, startMedia } from './installation.ts';
import { startJourney } from './journey.ts';

const EMAIL = 'ada@example.com';
const PASSWORD = 'plenty of sound meters';

/** One story, told in order: each test begins where the one before has ended. */
describe.skipIf(withoutBrowser)(
  'an overlay, from an empty folder to a real screen',
  { timeout: 60_000 },
  () => {
    const { server, openPage, newFolder } = startJourney();
    let media: Awaited<ReturnType<typeof startMedia>>;
    let operator: Page;
    let screen: Page;
    let deviceId: string;
    let token: string;

    beforeAll(async () => {
      media = await startMedia();
      operator = await openPage(1280, 900);
      screen = await openPage(1920, 1080);
    });

    afterAll(() => media?.close());

    const overlayOnScreen = () => screen.locator('.pip[data-appearance="visible"]');
    const deliveryStatus = () => operator.locator('[data-status]').first();
    const send = () => operator.getByRole('button', { name: 'Send overlay' }).click();

    test('the setup code of the log makes the first administrator', async () => {
      expect(server.setupCode).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
      await setUp(operator, server, { email: EMAIL, password: PASSWORD });
      expect((await request(`${server.url}/setup`, 'GET', null).catch(() => ({ status: 404 }))).status).toBe(
        404,
      );
    });

    test('a player that shows a code becomes a screen', async () => {
      await screen.goto(`${server.url}/player`);
      const code = (await screen.locator('.code').textContent())!.replaceAll(/\D/g, '');
      expect(code).toHaveLength(6);
      await screen.locator('.pairing-scan svg').waitFor();
      await picture(screen, '2-pairing');

      await operator.getByRole('button', { name: 'Pair screen' }).first().click();
      await operator.getByLabel('Code on the screen').fill(code);
      await operator.getByRole('dialog').getByLabel('Name').fill('Lobby');
      await operator.getByRole('dialog').getByRole('button', { name: 'Pair screen' }).click();

      await screen.getByRole('heading', { name: 'Lobby' }).waitFor();
      await picture(screen, '3-nothing-to-play');
      await operator.getByRole('link', { name: 'Lobby' }).waitFor();
      await operator.getByText('Online', { exact: true }).first().waitFor();
      await picture(operator, '4-screens');
    });

    test('it stays paired across a reload and a restart of the server', async () => {
      await screen.reload();
      await screen.getByRole('heading', { name: 'Lobby' }).waitFor();

      expect(await server.stop()).toBe(0);
      await server.start();
      expect(server.setupCode).toBeNull();

      await operator.goto(`${server.url}/screens`);
      await operator.getByText('Online', { exact: true }).first().waitFor({ timeout: 45_000 });
      await screen.getByRole('heading', { name: 'Lobby' }).waitFor();
    });

    test('an image sent from its page is on the screen, and the page says so', async () => {
      await operator.getByRole('link', { name: 'Lobby' }).click();
      await operator.waitForURL('**/screens/*');
      deviceId = operator.url().split('/').at(-1)!;
      await operator.getByLabel('URL').fill(media.picture);
      await operator
        .getByRole('textbox', { name: /^Title( \(optional\))?$/ })
        .fill('Meeting point: <b>car park</b>');
      await send();

      await overlayOnScreen().locator('img').waitFor();
      expect(await overlayOnScreen().locator('.pip-title').textContent()).toBe(
        'Meeting point: <b>car park</b>',
      );
      await expect.poll(() => deliveryStatus().getAttribute('data-status')).toBe('shown');
      // Top right by default, 4 % from the edges.
      const box = (await overlayOnScreen().boundingBox())!;
      expect(1920 - (box.x + box.width)).toBeCloseTo(1920 * 0.04, 0);
      expect(box.y).toBeCloseTo(1080 * 0.04, 0);
      await picture(screen, '5-overlay');
      await picture(operator, '6-shown');
    });

    test('Clear takes it away', async () => {
      await operator.getByRole('button', { name: /^Clear Meeting point/ }).click();
      await overlayOnScreen().waitFor({ state: 'detached' });
      await expect.poll(() => deliveryStatus().getAttribute('data-status')).toBe('cleared');
    });

    test('a web page goes by itself when its time is over', async () => {
      await operator.getByText('Web page', { exact: true }).first().click();
      await operator.getByLabel('URL').fill(media.page);
      await operator.getByLabel('Duration').fill('2');
      await send();
      await overlayOnScreen().locator('iframe').waitFor();
      const frame = overlayOnScreen().locator('iframe');
      expect(await frame.getAttribute('sandbox')).toBe(
        'allow-scripts allow-same-origin allow-forms allow-popups',
      );
      await overlayOnScreen().waitFor({ state: 'detached' });
      await expect.poll(() => deliveryStatus().getAttribute('data-status')).toBe('expired');
    });

    test('in all four orientations the bottom right is the bottom right of what one sees', async () => {
      const login = await request(`${server.url}/auth/token`, 'POST', null, {
        email: EMAIL,
        password: PASSWORD,
      });
      const session = login.body.access_token as string;
      const corners = { 0: 'bottom right', 90: 'bottom left', 180: 'top left', 270: 'top right' };
      for (const [orientation, corner] of Object.entries(corners)) {
        await request(`${server.url}/api/devices/${deviceId}`, 'PATCH', session, {
          orientation: Number(orientation),
        });
        await screen.locator(`html[data-orientation="${orientation}"]`).waitFor();
        const overlay = { device_id: deviceId, type: 'image', uri: media.picture, position: 'bottom-right' };
        const { body } = await request(`${server.url}/api/pip`, 'POST', session, overlay);
        const shown = screen.locator(`[data-pip="${body.pip_id}"][data-appearance="visible"]`);
        await shown.waitFor();
        const { x, y, width, height } = (await shown.boundingBox())!;
        const vertical = y + height / 2 < 540 ? 'top' : 'bottom';
        const horizontal = x + width / 2 < 960 ? 'left' : 'right';
        expect(`${vertical} ${horizontal}`).toBe(corner);
      }
      await request(`${server.url}/api/devices/${deviceId}`, 'PATCH', session, { orientation: 0 });
      await request(`${server.url}/api/pip/clear`, 'POST', session, { device_id: deviceId });
      await overlayOnScreen().waitFor({ state: 'detached' });
    });

    test('a token of Settings does the same by REST, within its scope', async () => {
      token = await mintToken('Full');
      const readToken = await mintToken('Read');
      const overlay = { device_id: deviceId, type: 'image', uri: media.picture };

      const devices = await request(`${server.url}/api/devices`, 'GET', readToken);
      expect(devices.body.items).toMatchObject([{ id: deviceId, name: 'Lobby', online: true }]);
      const shown = await request(`${server.url}/api/pip`, 'POST', token, overlay);
      expect(shown).toMatchObject({
        status: 200,
        body: { success: true, target: 'device', sent: 1, offline: 0, total: 1 },
      });
      await overlayOnScreen().waitFor();
      const cleared = await request(`${server.url}/api/pip`, 'DELETE', token, { device_id: deviceId });
      expect(cleared).toMatchObject({ status: 200, body: { success: true, sent: 1 } });
      await overlayOnScreen().waitFor({ state: 'detached' });

      expect((await request(`${server.url}/api/pip`, 'POST', readToken, overlay)).status).toBe(403);
      expect((await request(`${server.url}/api/pip`, 'POST', null, overlay)).status).toBe(401);
      const foreign = { ...overlay, device_id: '00000000-0000-7000-8000-000000000000' };
      expect((await request(`${server.url}/api/pip`, 'POST', token, foreign)).status).toBe(404);
      expect(
        (await request(`${server.url}/api/pip`, 'POST', token, { ...overlay, width: 39 })).body.errors,
      ).toMatchObject([{ path: 'width' }]);
    });

    test('and the command line too', async () => {
      const run = sitecast(await newFolder());
      expect((await run(['whoami'])).code).toBe(4);
      expect(await run(['login', '--server', server.url, '--email', EMAIL], `${PASSWORD}\n`)).toMatchObject({
        code: 0,
      });
      expect((await run(['whoami'])).stdout).toContain(EMAIL);
      expect((await run(['devices', 'list', '--json'])).stdout).toContain(deviceId);
      expect(
        await run(['pip', 'send', 'Lobby', '--type', 'image', '--uri', media.picture, '--wait']),
      ).toMatchObject({ code: 0 });
      expect(await overlayOnScreen().count()).toBe(1);
      expect(await run(['pip', 'clear', 'Lobby'])).toMatchObject({ code: 0 });
      await overlayOnScreen().waitFor({ state: 'detached' });
      expect(await run(['logout'])).toMatchObject({ code: 0 });
      expect((await run(['whoami'])).code).toBe(4);
    });

    test('a revoked token is refused, an unpaired screen shows a new code, and a logged-out operator is out', async () => {
      await operator.goto(`${server.url}/settings/tokens`);
      await operator.getByRole('button', { name: 'Manage Full' }).click();
      await operator.getByRole('menuitem', { name: 'Revoke' }).click();
      await operator.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
      await expect
        .poll(async () => (await request(`${server.url}/api/devices`, 'GET', token)).status)
        .toBe(401);

      await operator.goto(`${server.url}/screens/${deviceId}`);
      await operator.getByRole('button', { name: 'Unpair screen' }).click();
      await operator.getByRole('alertdialog').getByRole('button', { name: 'Unpair screen' }).click();
      await screen.locator('.code').waitFor();

      await operator.getByRole('button', { name: /^Account/ }).click();
      await operator.getByRole('menuitem', { name: 'Log out' }).click();
      await operator.waitForURL('**/login');
      await operator.goto(`${server.url}/screens`);
      await operator.waitForURL('**/login?next=%2Fscreens');
    });

    /** In Settings → API tokens; the secret is shown this once. */
    async function mintToken(scope: 'Read' | 'Full'): Promise<string> {
      await operator.goto(`${server.url}/settings/tokens`);
      await operator.getByRole('button', { name: 'Create token' }).first().click();
      const dialog = operator.getByRole('dialog');
      await dialog.getByLabel('Name').fill(scope);
      await dialog.getByRole('radio', { name: scope }).check({ force: true });
      await dialog.getByRole('button', { name: 'Create token' }).click();
      const secret = operator.getByLabel('Token', { exact: true });
      await secret.waitFor();
      const text = await secret.inputValue();
      expect(text).toMatch(/^st_[A-Za-z0-9]{32}_[0-9a-f]{8}$/);
      await picture(operator, '7-token');
      await operator.getByRole('button', { name: 'I’ve saved it' }).click();
      return text;
    }
  },
);
