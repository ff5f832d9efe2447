import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome, createLoggedInHome, type Home, inTerminal } from './home.ts';

let server: TestServer;
let home: Home;
beforeAll(async () => {
  server = await startTestServer();
  home = await createLoggedInHome(server);
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const password = 'correct horse battery staple';
const admin = (...args: string[]) => home.run(['admin', ...args]);

async function add(email: string, ...more: string[]) {
  const { stdout, stderr } = await admin('add-user', email, '--json', ...more);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

async function listed(email: string) {
  const { items } = JSON.parse((await admin('list-users', '--json')).stdout);
  return items.find((user: { email: string }) => user.email === email);
}

async function logIn(email: string) {
  await using fresh = await createHome();
  return fresh.run(['login', '--server', server.url, '--email', email], { stdin: password });
}

test('a new user gets a link to set a password and is listed', async () => {
  const { code, stdout, stderr } = await admin('add-user', 'Ada@Example.com', '--name', 'Ada', '--invite');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^E-mail +ada@example.com$/m);
  expect(stdout).toMatch(new RegExp(`^Invitation +${server.url}/reset/\\S+$`, 'm'));
  // This server cannot send e-mail.
  expect(stderr).toContain('Send the link to');

  const list = await admin('list-users');
  expect(list.stdout).toMatch(/^ada@example.com +Ada +user +active +never +\S+$/m);
  expect(list.stderr).toBe('2 users.\n');
  expect((await admin('list-users', '--search', 'ada')).stderr).toBe('1 user.\n');
  expect((await admin('list-users', '--search', 'zzz')).stderr).toBe('No users found.\n');
});

test('an address that is taken or invalid, or an unknown role, is named in the error', async () => {
  const taken = await admin('add-user', server.admin.email);
  expect(taken.code).toBe(1);
  expect(taken.stderr).toContain('error: ');
  const none = await admin('add-user', 'nobody');
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('<email>: Must be an e-mail address');
  expect((await admin('add-user', 'x@example.com', '--role', 'boss')).code).toBe(2);
  expect((await admin('set-role', server.admin.email, 'boss')).code).toBe(2);
});

test('a role is set by e-mail address, ignoring case, and by ID', async () => {
  const { id } = await add('grace@example.com');
  const promoted = await admin('set-role', 'GRACE@example.com', 'admin');
  expect(promoted).toMatchObject({ code: 0, stderr: 'grace@example.com is now an administrator.\n' });
  expect(await listed('grace@example.com')).toMatchObject({ role: 'admin' });
  expect(JSON.parse((await admin('set-role', id, 'user', '--json')).stdout)).toMatchObject({ role: 'user' });
});

test('an e-mail address must match completely', async () => {
  await add('barbara@example.com');
  const { code, stderr } = await admin('deactivate', 'bara@example.com');
  expect(code).toBe(1);
  expect(stderr).toContain('No user with the e-mail address “bara@example.com”');
  expect(await listed('barbara@example.com')).toMatchObject({ active: true });
});

test('a deactivated user cannot log in until activated again', async () => {
  await add('linus@example.com');
  const given = await home.run(['admin', 'set-password', 'linus@example.com'], { stdin: `${password}\n` });
  expect(given.code).toBe(0);
  expect(given.stderr).toContain('must change it');
  expect((await logIn('linus@example.com')).code).toBe(0);
  expect((await admin('list-users')).stdout).toMatch(/^linus@example.com .* must change password /m);

  expect((await admin('deactivate', 'linus@example.com')).code).toBe(0);
  expect((await logIn('linus@example.com')).code).toBe(1);
  expect((await admin('list-users')).stdout).toMatch(/^linus@example.com .* deactivated /m);

  expect((await admin('activate', 'linus@example.com')).code).toBe(0);
  expect((await logIn('linus@example.com')).code).toBe(0);
});

test('a weak or missing password is rejected', async () => {
  await add('weak@example.com');
  const give = (stdin: string) => home.run(['admin', 'set-password', 'weak@example.com'], { stdin });
  expect(await give('')).toMatchObject({ code: 2, stderr: expect.stringContaining('No password given') });
  expect(await give('short\n')).toMatchObject({ code: 2, stderr: expect.stringContaining('is too weak') });
  expect(await listed('weak@example.com')).toMatchObject({ must_change_password: false });
});

inTerminal('a password is entered twice, hidden', async () => {
  await add('typed@example.com');
  const type = (again: string) =>
    home.terminal(
      ['admin', 'set-password', 'typed@example.com'],
      [
        ['New password', `${password}\r`],
        ['Repeat', `${again}\r`],
      ],
    );
  const wrong = await type('something else');
  expect(wrong.code).toBe(2);
  expect(wrong.stdout).toContain('Nothing was changed');
  const right = await type(password);
  expect(right.code).toBe(0);
  expect(right.stdout).not.toContain(password);
  expect((await logIn('typed@example.com')).code).toBe(0);
});

test('a reset prints a link and when it expires', async () => {
  await add('lost@example.com');
  const { code, stdout, stderr } = await admin('reset-password', 'lost@example.com');
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Link +${server.url}/reset/\\S+$`, 'm'));
  expect(stdout).toMatch(/^Expires +20\d\d-/m);
  expect(stderr).toContain("won't be shown again");
});

test('deleting a user in a script requires --yes', async () => {
  await add('gone@example.com');
  const unasked = await admin('remove-user', 'gone@example.com');
  expect(unasked.code).toBe(2);
  expect(unasked.stderr).toContain('--yes');
  expect(await listed('gone@example.com')).toBeDefined();
  expect(await admin('remove-user', 'gone@example.com', '--yes')).toMatchObject({
    code: 0,
    stderr: 'Deleted gone@example.com.\n',
  });
  expect(await listed('gone@example.com')).toBeUndefined();
});

inTerminal.each([
  ['n', 2, true],
  ['', 2, true],
  ['yes', 0, false],
])('answering “%s” to the confirmation prompt exits with %i', async (answer, expected, stays) => {
  const { id, email } = await add(`asked-${expected}-${answer.length}@example.com`);
  const { code, stdout } = await home.terminal(
    ['admin', 'remove-user', id],
    [[`Permanently delete ${email}? [y/N] `, `${answer}\r`]],
  );
  expect(stdout).toContain(email);
  expect(code).toBe(expected);
  expect((await listed(email)) !== undefined).toBe(stays);
});

test('the last administrator and yourself cannot be removed, with the server’s reason', async () => {
  const { email } = server.admin;
  for (const args of [
    ['set-role', email, 'user'],
    ['deactivate', email],
    ['remove-user', email, '--yes'],
  ]) {
    const { code, stderr } = await admin(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .+\n$/);
  }
  expect(await listed(email)).toMatchObject({ active: true, role: 'admin' });
});

test('users who are not administrators and API tokens have no access', async () => {
  await using fresh = await createHome();
  const { email, id } = await add('plain@example.com');
  await home.run(['admin', 'set-password', id], { stdin: password });
  await server.app.db.user.update({ where: { id }, data: { mustChangePassword: false } });
  await fresh.run(['login', '--server', server.url, '--email', email], { stdin: password });
  const refused = await fresh.run(['admin', 'list-users']);
  expect(refused).toMatchObject({ code: 1, stdout: '' });

  const { stdout } = await home.run(['tokens', 'create', '--name', 'ci', '--scope', 'full', '--raw']);
  const env = { SITECAST_TOKEN: stdout.trim(), SITECAST_SERVER: server.url };
  const token = await fresh.run(['admin', 'list-users'], { env });
  expect(token.code).toBe(4);
  expect(token.stderr).toContain('API tokens cannot do this');
});
