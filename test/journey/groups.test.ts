import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../chromium.ts';
import { picture, setUp } from './browser.ts';
import { sitecast, startMedia } from './installation.ts';
import { startJourney } from './journey.ts';

const EMAIL = 'ada@example.com';
const PASSWORD = 'plenty of sound meters';

/** One story, told in order: each test begins where the one before has ended. */
describe.skipIf(withoutBrowser)(
  'a group of screens, and what they are told to do',
  { timeout: 60_000 },
  () => {
    const { server, openPage, newFolder } = startJourney();
    let media: Awaited<ReturnType<typeof startMedia>>;
    let operator: Page;
    let screen: Page;

    beforeAll(async () => {
      media = await startMedia();
      operator = await openPage(1280, 900);
      screen = await openPage(1920, 1080);
    });

    afterAll(() => media?.close());

    async function pair(page: Page, name: string) {
      await page.goto(`${server.url}/player`);
      const code = (await page.locator('.code').textContent())!.replaceAll(/\D/g, '');
      await operator.goto(`${server.url}/screens?code=${code}`);
      await operator.getByRole('dialog').getByLabel('Name').fill(name);
      await operator.getByRole('dialog').getByRole('button', { name: 'Pair screen' }).click();
      await page.getByRole('heading', { name }).waitFor();
    }

    async function command(name: string) {
      await operator.getByRole('button', { name: 'Commands' }).click();
      await operator.getByRole('menuitem', { name, exact: true }).click();
    }

    /** The newest command on the screen's page, and what it came to. */
    const newest = () => operator.getByRole('list', { name: 'Commands' }).getByRole('listitem').first();
    const answered = (name: string, status: string) =>
      newest().filter({ hasText: name }).getByText(status, { exact: true }).waitFor();

    test('a screen is there', async () => {
      await setUp(operator, server, { email: EMAIL, password: PASSWORD });
      await pair(screen, 'Lobby');
    });

    test('a group is made, a second page of the dashboard sees it at once', async () => {
      const elsewhere = await operator.context().newPage();
      await elsewhere.goto(`${server.url}/groups`);
      await elsewhere.getByText('Group screens to send overlays and commands').waitFor();
      await picture(elsewhere, 'groups-1-empty');

      await operator.getByRole('link', { name: 'Groups' }).click();
      await operator.getByRole('button', { name: 'Create group' }).click();
      await operator.getByRole('dialog').getByLabel('Name').fill('Ground floor');
      await operator.getByRole('dialog').getByRole('button', { name: 'Create group' }).click();
      await operator.waitForURL('**/groups/*');
      await operator.getByRole('heading', { name: 'Ground floor' }).waitFor();

      await elsewhere.getByRole('link', { name: 'Ground floor' }).waitFor();
      await elsewhere.getByRole('button', { name: 'Create group' }).click();
      await elsewhere.getByRole('dialog').getByLabel('Name').fill('GROUND FLOOR');
      await elsewhere.getByRole('dialog').getByRole('button', { name: 'Create group' }).click();
      await elsewhere.getByText('This name is already in use').waitFor();
      await elsewhere.close();
    });

    test('a screen is put into it, and an overlay to the group is on the screen', async () => {
      await operator.getByRole('button', { name: 'Add screens' }).click();
      await operator.getByRole('dialog').getByText('Lobby').click();
      await picture(operator, 'groups-2-add');
      await operator.getByRole('dialog').getByRole('button', { name: 'Add screens' }).click();
      await operator.getByText('1 screen, 1 online').waitFor();

      await operator.getByLabel('URL').fill(media.picture);
      await operator.getByLabel('Duration').fill('0');
      await operator.getByRole('button', { name: 'Send overlay' }).click();
      await screen.locator('.pip[data-appearance="visible"] img').waitFor();
      await operator.getByText('Overlay sent to 1 of 1 screens of Ground floor').waitFor();
      await operator.getByText('Shown on 1 of 1').waitFor();
      await picture(operator, 'groups-3-group');
    });

    test('the group’s screen is switched off: black, and the page says that it is done', async () => {
      await command('Screen off');
      await screen.locator('.pip').waitFor({ state: 'hidden' });
      expect(await screen.locator('.idle').isVisible()).toBe(false);
      const outcomes = operator.getByRole('list', { name: 'Last command' });
      await outcomes.getByText('Done', { exact: true }).waitFor();
      await picture(operator, 'groups-4-off');
      await picture(screen, 'groups-5-black');
    });

    test('identified, it tells its name although it is black', async () => {
      await operator.getByRole('list', { name: 'Screens' }).getByRole('link', { name: 'Lobby' }).click();
      await operator.getByText('Screen is off').waitFor();
      await command('Identify');
      await screen.locator('.identify-name').waitFor();
      await picture(screen, 'groups-6-identify');
      await answered('Identify', 'Done');
    });

    test('switched on again, its screenshot is on its page', async () => {
      await command('Screen on');
      await answered('Screen on', 'Done');
      await screen.locator('.pip[data-appearance="visible"]').waitFor();
      await command('Take screenshot');
      await answered('Take screenshot', 'Done');
      const shot = operator.getByAltText('Screenshot of Lobby');
      await shot.waitFor();
      await expect
        .poll(() => shot.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth))
        .toBe(1920);
      await shot.scrollIntoViewIfNeeded();
      await picture(operator, 'groups-7-screenshot');
    });

    test('a reboot is asked for by name, and is more than a browser can do', async () => {
      await command('Reboot');
      const question = operator.getByRole('alertdialog', { name: 'Reboot Lobby?' });
      await question.waitFor();
      await picture(operator, 'groups-8-ask');
      await question.getByRole('button', { name: 'Reboot' }).click();
      await answered('Reboot', 'Not supported');
      await operator.getByText('a web page has no power over the machine').waitFor();
    });

    test('two screens are selected, and shutting them down asks with their number', async () => {
      const second = await openPage(1280, 720);
      await pair(second, 'Canteen');
      await operator.getByRole('link', { name: 'Screens' }).first().click();
      await operator.getByRole('checkbox', { name: 'Select all' }).check({ force: true });
      await operator.getByText('2 screens selected').waitFor();
      await picture(operator, 'groups-9-selected');
      await command('Shut down');
      await operator.getByRole('alertdialog', { name: 'Shut down 2 screens?' }).waitFor();
      await operator.getByRole('button', { name: 'Cancel' }).click();
      await operator.getByLabel('Search by name').fill('cant');
      await operator.getByRole('link', { name: 'Lobby' }).waitFor({ state: 'detached' });
      await operator.getByRole('link', { name: 'Canteen' }).waitFor();
      await operator.getByLabel('Search by name').fill('');
      await operator.getByRole('link', { name: 'Lobby' }).waitFor();
    });

    test('the command line does the same, and waits for the answers', async () => {
      const run = sitecast(await newFolder());
      const login = await run(['login', '--server', server.url, '--email', EMAIL], PASSWORD);
      expect(login.code).toBe(0);
      const { code, stdout } = await run(['devices', 'command', 'Ground floor', 'screen_off', '--wait']);
      expect(stdout).toMatch(/^Lobby +done$/m);
      expect(code).toBe(0);
      await screen.waitForSelector('html[data-power="off"]');
    });

    test('the pages at home on a phone and in the dark', async () => {
      const phone = await operator.context().newPage();
      await phone.setViewportSize({ width: 360, height: 740 });
      const page = async (path: string, ready: string, name: string) => {
        await phone.goto(`${server.url}${path}`);
        await phone.getByText(ready).first().waitFor();
        const overflow = await phone.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, `${path} scrolls sideways`).toBe(0);
        await picture(phone, name);
      };
      await page('/groups', 'Ground floor', 'groups-phone-groups');
      await phone.getByRole('link', { name: 'Ground floor' }).click();
      await phone.waitForURL('**/groups/*');
      await page(new URL(phone.url()).pathname, 'Ground floor', 'groups-phone-group');
      await phone.emulateMedia({ colorScheme: 'dark' });
      await page('/screens', 'Canteen', 'groups-phone-screens-dark');
      await operator.emulateMedia({ colorScheme: 'dark' });
      await picture(operator, 'groups-dark-screens');
      await phone.close();
    });

    test('the group goes, with its overlay; the screen stays', async () => {
      await operator.getByRole('link', { name: 'Groups' }).click();
      await operator.getByRole('link', { name: 'Ground floor' }).click();
      await operator.getByText('Shown on 1 of 1').waitFor();
      await picture(operator, 'groups-dark-group');
      await operator.getByRole('button', { name: 'Delete group' }).click();
      const question = operator.getByRole('alertdialog', { name: 'Delete Ground floor?' });
      await question.getByRole('button', { name: 'Delete group' }).click();
      await operator.waitForURL('**/groups');
      await operator.getByText('Group screens to send overlays and commands').waitFor();
      await screen.locator('.pip').waitFor({ state: 'detached' });
      await operator.getByRole('link', { name: 'Screens' }).first().click();
      await operator.getByRole('link', { name: 'Lobby' }).waitFor();
    });
  },
);
