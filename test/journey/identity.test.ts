import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../chromium.ts';
import { picture, setUp } from './browser.ts';
import { request, sitecast } from './installation.ts';
import { startJourney } from './journey.ts';

const ADMIN = { email: 'ada@example.com', password: 'plenty of sound meters' };
const EMAIL = 'bo@example.com';
/** Shown as the text it is, wherever it is shown. */
const NAME = 'Bo “the <b>Bear</b>” O\'Brien & "co" 🎪';
const TOKEN_NAME = 'Laptop <script>alert(1)</script> 🎪';
const PASSWORD = 'two boats on the river';

/** One story, told in order: each test begins where the one before has ended. */
describe.skipIf(withoutBrowser)('a user, from the invitation to the last day', { timeout: 60_000 }, () => {
  const { server, openPage, newFolder } = startJourney();
  let run: ReturnType<typeof sitecast>;
  let admin: Page;
  let user: Page;
  let link: string;
  let token: string;

  beforeAll(async () => {
    run = sitecast(await newFolder());
    admin = await openPage(1280, 900);
    user = await openPage(1280, 900);
    await setUp(admin, server, ADMIN);
  });

  test('the administrator adds a user, and gets a link to share', async () => {
    await admin.goto(`${server.url}/admin/users`);
    await admin.getByRole('button', { name: 'Add user' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('E-mail', { exact: true }).fill(EMAIL);
    await dialog.getByLabel(/^Name/).fill(NAME);
    await dialog.getByRole('button', { name: 'Add user' }).click();
    const field = dialog.getByLabel('Link', { exact: true });
    await field.waitFor();
    link = await field.inputValue();
    expect(link.startsWith(`${server.url}/reset/`)).toBe(true);
    await picture(admin, 'identity-1-invited');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await admin.getByText(NAME, { exact: true }).waitFor();
  });

  test('the user sets a password by the link, once, and logs in with it', async () => {
    await user.goto(link);
    await user.getByRole('heading', { name: 'Welcome to Sitecast' }).waitFor();
    await user.getByLabel('New password').fill(PASSWORD);
    await user.getByRole('button', { name: 'Set password' }).click();
    await user.waitForURL('**/login');
    await user.getByLabel('E-mail').fill(EMAIL);
    await user.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await user.getByRole('button', { name: 'Log in' }).click();
    await user.waitForURL('**/screens');
    await user.getByText('You are not a member of a workspace yet.').waitFor();

    const again = await openPage(1280, 900);
    await again.goto(link);
    await again.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await again.context().close();
  });

  test('a personal token works for the command line and the API', async () => {
    await user.goto(`${server.url}/tokens`);
    await user.getByRole('button', { name: 'Create token' }).first().click();
    const dialog = user.getByRole('dialog');
    await dialog.getByLabel('Name').fill(TOKEN_NAME);
    await dialog.getByRole('button', { name: 'Create token' }).click();
    const secret = user.getByLabel('Token', { exact: true });
    await secret.waitFor();
    token = await secret.inputValue();
    await user.getByRole('button', { name: 'I’ve saved it' }).click();
    await user.getByRole('heading', { name: TOKEN_NAME }).waitFor();

    expect((await run(['whoami'])).code).toBe(4);
    expect(await run(['auth', 'import-token', '--server', server.url], `${token}\n`)).toMatchObject({
      code: 0,
    });
    const who = await run(['whoami']);
    expect(who.code).toBe(0);
    for (const text of [NAME, EMAIL, TOKEN_NAME]) expect(who.stdout).toContain(text);
    expect((await request(`${server.url}/auth/tokens`, 'GET', token)).status).toBe(200);
  });

  test('the administrator sees the token in use, and what was done in the audit log', async () => {
    await admin.goto(`${server.url}/admin/tokens`);
    const row = admin.getByRole('row').filter({ hasText: TOKEN_NAME });
    await row.getByText('from 127.0.0.1').waitFor();
    await row.getByText('Active').waitFor();

    await admin.goto(`${server.url}/admin/audit?action=token.create`);
    await admin.getByRole('button', { name: 'Details' }).click();
    await admin.getByText(TOKEN_NAME).waitFor();
    expect(await admin.content()).not.toContain(token);
  });

  test('as a member the user sees the workspace', async () => {
    await admin.goto(`${server.url}/settings/members`);
    await admin.getByRole('button', { name: 'Invite member' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('E-mail', { exact: true }).fill(EMAIL);
    await dialog.getByRole('button', { name: 'Invite member' }).click();
    // He has a password: there is no link to hand over.
    await dialog.waitFor({ state: 'detached' });
    await admin.getByText(NAME, { exact: true }).waitFor();

    await user.goto(`${server.url}/screens`);
    await user.getByText('Open the player on a screen').waitFor();
    await user
      .getByRole('button', { name: `Account: ${EMAIL}` })
      .getByText(NAME)
      .waitFor();
    await picture(user, 'identity-2-member');
    // The workspace's own log is for its admins, as is its page.
    await user.goto(`${server.url}/settings/audit`);
    await user.waitForURL('**/screens');
    await admin.goto(`${server.url}/settings/audit`);
    await admin.getByRole('button', { name: 'member.add' }).waitFor();
  });

  test('a deactivated user is out everywhere within a second: page, command line and API', async () => {
    await admin.goto(`${server.url}/admin/users`);
    await admin.getByRole('switch', { name: `${NAME} is active` }).click({ force: true });
    const question = admin.getByRole('alertdialog', { name: `Deactivate ${NAME}?` });
    const left = user.waitForURL('**/login?next=%2Fscreens');
    await question.getByRole('button', { name: 'Deactivate' }).click();
    await question.waitFor({ state: 'detached' });
    const answeredAt = performance.now();

    // The page was told: nobody touched it.
    await left;
    expect(performance.now() - answeredAt).toBeLessThan(1_500);
    expect((await request(`${server.url}/auth/tokens`, 'GET', token)).status).toBe(401);
    expect((await run(['whoami'])).code).toBe(4);
    await picture(user, 'identity-3-out');

    await user.getByLabel('E-mail').fill(EMAIL);
    await user.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await user.getByRole('button', { name: 'Log in' }).click();
    await user.getByText('The e-mail or password is incorrect.').waitFor();
  });
});
