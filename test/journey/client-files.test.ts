import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../chromium.ts';
import { overflow, violations } from './accessibility.ts';
import { picture } from './browser.ts';
import { request } from './installation.ts';
import { startJourney } from './journey.ts';

const ADMIN = { email: 'ada@example.com', password: 'plenty of sound meters' };
const MIB = 1024 ** 2;
const PART = 'section[aria-label="Client files"]';

/** One story, told in order: each test begins where the one before has ended. */
describe.skipIf(withoutBrowser)(
  'files of a client, from the desk to the disk and back',
  {
    timeout: 60_000,
  },
  () => {
    const { server, newContext } = startJourney();
    let page: Page;
    let token: string;
    let project: { id: string };

    beforeAll(async () => {
      await request(`${server.url}/trpc/setup.complete`, 'POST', null, {
        ...ADMIN,
        code: server.setupCode,
        name: 'Ada',
        workspaceName: 'Northlight Acoustics',
      });
      token = (await request(`${server.url}/auth/token`, 'POST', null, ADMIN)).body.access_token;
      project = (await ask('POST', '/api/projects', { name: 'Harbour extension' })).body;
      page = await (await newContext({ reducedMotion: 'reduce' })).newPage();
      await page.goto(`${server.url}/login`);
      await page.getByLabel('E-mail').fill(ADMIN.email);
      await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
      await page.getByRole('button', { name: 'Log in', exact: true }).click();
      await page.waitForURL('**/screens');
    });

    test('a project without a client says what is needed', async () => {
      await page.goto(`${server.url}/projects/${project.id}`);
      await page.getByText('Assign a client to add files.').waitFor();
      const { id: client_id } = (await ask('POST', '/api/clients', { name: 'Port Authority' })).body;
      await ask('PATCH', `/api/projects/${project.id}`, { client_id });
      await files().getByText('No files yet.').waitFor();
      await scrollThere();
      await picture(page, 'files-empty');
    });

    test('several are chosen at once: each arrives, or says why not', async () => {
      await files()
        .locator('input[type=file]')
        .setInputFiles([
          { name: 'Site plan “Köln” 港.pdf', mimeType: 'application/pdf', buffer: plan },
          { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
          { name: 'notes.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') },
        ]);
      await row('Site plan “Köln” 港.pdf').waitFor();
      await row('notes.html').getByRole('cell', { name: '25 bytes', exact: true }).waitFor();
      await files().getByText('nothing.txt was not added. The file is empty.').waitFor();
      expect(await row('nothing.txt').count()).toBe(0);
      await row('notes.html').getByRole('cell', { name: 'now by ada@example.com', exact: true }).waitFor();
      await expectGood('files-some');
      await files().getByRole('button', { name: 'Dismiss nothing.txt' }).click();
    });

    test('one is dropped, and its way is shown', async () => {
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 4 * MIB };
      await session.send('Network.emulateNetworkConditions', slow);
      const carried = await page.evaluateHandle(`(() => {
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array(12 * ${MIB})], 'recording.wav'));
      carried.items.add(new File(['later'], 'later.txt'));
      return carried;
    })()`);
      await files().dispatchEvent('dragover', { dataTransfer: carried });
      await files().getByText('Drop files here').waitFor();
      await picture(page, 'files-drop');
      await files().dispatchEvent('drop', { dataTransfer: carried });
      const bar = files().getByRole('progressbar', { name: 'Uploading recording.wav' });
      await expect
        .poll(() => bar.evaluate((it) => (it as { position?: number }).position ?? 0), { timeout: 10_000 })
        .toBeGreaterThan(0.2);
      await files().getByText('Waiting').waitFor();
      await picture(page, 'files-progress');
      await row('recording.wav').waitFor();
      await row('later.txt').waitFor();

      await files()
        .locator('input[type=file]')
        .setInputFiles({ name: 'wrong.bin', mimeType: '', buffer: Buffer.alloc(20 * MIB) });
      await files().getByRole('button', { name: 'Cancel wrong.bin' }).click();
      await files().getByText('wrong.bin').waitFor({ state: 'detached' });
      await session.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
    });

    test('one that is too large is not even sent, and one without a connection can be sent again', async () => {
      await page.evaluate(`(() => {
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array(51 * ${MIB})], 'film.mp4'));
      document.querySelector('${PART}')
        .dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
    })()`);
      await files().getByText('film.mp4 was not added. The file is larger than 50 MiB.').waitFor();
      await files().getByRole('button', { name: 'Dismiss film.mp4' }).click();

      await page.context().setOffline(true);
      await files()
        .locator('input[type=file]')
        .setInputFiles({ name: 'report.txt', mimeType: 'text/plain', buffer: Buffer.from('a report') });
      await files().getByText('report.txt was not added.').waitFor();
      await picture(page, 'files-failed');
      await page.context().setOffline(false);
      await files().getByRole('button', { name: 'Retry report.txt' }).click();
      await row('report.txt').waitFor();
    });

    test('it comes back as it went', async () => {
      const download = page.waitForEvent('download');
      await row('Site plan “Köln” 港.pdf')
        .getByRole('link', { name: /^Download/ })
        .click();
      const file = await download;
      expect(file.suggestedFilename()).toBe('Site plan “Köln” 港.pdf');
      expect((await readFile(await file.path())).equals(plan)).toBe(true);
    });

    test('deleting asks, and is seen in another window', async () => {
      const other = await page.context().newPage();
      await other.goto(page.url());
      await row('notes.html', other).waitFor();
      await row('notes.html').getByRole('button', { name: 'Delete notes.html' }).click();
      const question = page.getByRole('alertdialog', { name: 'Delete notes.html?' });
      await question.waitFor();
      await picture(page, 'files-delete');
      await question.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('notes.html deleted').waitFor();
      await row('notes.html').waitFor({ state: 'detached' });
      await row('notes.html', other).waitFor({ state: 'detached' });
      await other.close();
    });

    test('a viewer has them, and changes nothing', async () => {
      const { body: invited } = await ask('POST', '/api/members', {
        email: 'vic@example.com',
        role: 'viewer',
      });
      const context = await newContext({ locale: 'de-DE', viewport: { width: 360, height: 740 } });
      const viewer = await context.newPage();
      await viewer.goto(invited.invite_url);
      await viewer.locator('input[type=password]').fill('a long walk by the sea');
      await viewer.locator('button[type=submit]').click();
      await viewer.waitForURL('**/login');
      await viewer.getByLabel('E-Mail').fill('vic@example.com');
      await viewer.locator('input[type=password]').fill('a long walk by the sea');
      await viewer.locator('button[type=submit]').click();
      await viewer.waitForURL('**/screens');
      await viewer.goto(page.url());
      const theirs = viewer.getByRole('region', { name: 'Kundendateien' });
      await theirs.getByText('report.txt').first().waitFor();
      expect(await theirs.getByRole('button').count()).toBe(0);
      expect(await theirs.locator('input').count()).toBe(0);
      const download = viewer.waitForEvent('download');
      await theirs.getByRole('link', { name: 'report.txt', exact: true }).click();
      expect(await readFile(await (await download).path(), 'utf8')).toBe('a report');
      await theirs.scrollIntoViewIfNeeded();
      await picture(viewer, 'files-viewer');
      await context.close();
    });

    function files(of = page) {
      return of.getByRole('region', { name: 'Client files' });
    }

    function row(name: string, of = page) {
      return files(of).getByRole('row').filter({ hasText: name });
    }

    function ask(method: string, path: string, body?: unknown) {
      return request(server.url + path, method, token, body);
    }

    async function scrollThere(): Promise<void> {
      await files().evaluate((part) =>
        (part as { scrollIntoView?(how: object): void }).scrollIntoView?.({ block: 'center' }),
      );
    }

    async function expectGood(name: string): Promise<void> {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), colorScheme).toEqual([]);
        await scrollThere();
        await picture(page, `${name}-${colorScheme}`);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await overflow(page)).toBe(0);
      expect(await violations(page), 'on a phone').toEqual([]);
      const table = files().locator('table');
      const [inside, room] = [await table.boundingBox(), await files().boundingBox()];
      expect(inside!.width).toBeLessThanOrEqual(room!.width);
      await scrollThere();
      await picture(page, `${name}-phone`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
    }
  },
);

const plan = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 'plan')]);
