import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome, createLoggedInHome, type Home, inTerminal } from './home.ts';
import { apiOf } from './screen.ts';

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

/** A JWT without a valid signature. */
function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

function create(name: string, ...more: string[]) {
  return home.run(['auth', 'token', 'create', '--name', name, ...more]);
}

async function createRaw(name: string, ...more: string[]): Promise<string> {
  return (await create(name, '--raw', ...more)).stdout.trim();
}

/** Runs a command with this token in the environment. */
function runAs(token: string, ...args: string[]) {
  return home.run(args, { env: { SITECAST_TOKEN: token, SITECAST_SERVER: server.url } });
}

const importArgs = (token: string, ...more: string[]) => [
  ...['auth', 'import-token', '--token', token, '--server', server.url],
  ...more,
];

describe('auth token', () => {
  test('a token is shown once, acts as its owner and can be revoked by name', async () => {
    const created = await create('laptop');
    expect(created.stderr).toContain("won't be shown again");
    const token = /^Token +(ey\S+)$/m.exec(created.stdout)![1]!;

    const who = await runAs(token, 'whoami');
    expect(who.stdout).toContain(server.admin.email);
    expect(who.stdout).toMatch(/^Token +laptop$/m);
    const list = await home.run(['auth', 'token', 'list']);
    expect(list.stdout).toMatch(/^laptop +[0-9a-f]{8} +active +in 89 d +just now /m);
    expect(list.stdout + list.stderr).not.toContain(token);

    const revoked = await home.run(['auth', 'token', 'revoke', 'laptop']);
    expect(revoked.stderr).toContain('Revoked “laptop”');
    const refused = await runAs(token, 'whoami');
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('SITECAST_TOKEN');
  });

  test.each([
    ['30d', 30],
    ['365d', 365],
    ['never', null],
  ])('--ttl %s', async (ttl, days) => {
    const { stdout } = await create(`for ${ttl}`, '--ttl', ttl, '--json');
    const { created_at, expires_at } = JSON.parse(stdout);
    expect(expires_at && Date.parse(expires_at) - Date.parse(created_at)).toBe(days && days * 86_400_000);
  });

  test('--raw prints only the token', async () => {
    const { code, stdout, stderr } = await create('pipe', '--raw');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ey[\w.-]+\n$/);
    expect((await create('pipe', '--raw', '--json')).code).toBe(2);
  });

  test('a rotated token stops working at once or after its grace period', async () => {
    const first = await createRaw('rotating');
    const second = (await home.run(['auth', 'token', 'rotate', 'rotating', '--raw'])).stdout.trim();
    expect(second).toMatch(/^ey/);
    expect((await runAs(first, 'whoami')).code).toBe(4);
    expect((await runAs(second, 'whoami')).code).toBe(0);

    const rotate = ['auth', 'token', 'rotate', 'rotating', '--grace', '5', '--json'];
    const { token: third } = JSON.parse((await home.run(rotate)).stdout);
    expect((await runAs(second, 'whoami')).code).toBe(0);
    expect((await runAs(third, 'whoami')).code).toBe(0);
    expect((await home.run(['auth', 'token', 'list'])).stdout).toMatch(
      /^rotating +\S+ +replaced +in 4 min /m,
    );
    // By name again, which must not match the token in its grace period.
    expect((await home.run(['auth', 'token', 'rotate', 'rotating'])).code).toBe(0);
    expect((await runAs(third, 'whoami')).code).toBe(4);
    const { id: replaced } = await server.app.db.personalAccessToken.findFirstOrThrow({
      where: { name: 'rotating', replacedById: { not: null } },
    });
    const again = await home.run(['auth', 'token', 'rotate', replaced]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('Create a new one');
    const tooLong = await home.run([...rotate.slice(0, 4), '--grace', '9999']);
    expect(tooLong.code).toBe(2);
    expect(tooLong.stderr).toContain('--grace: ');
  });

  test('a token is revoked by ID, but not by an ambiguous name', async () => {
    const { id } = JSON.parse((await create('twin', '--json')).stdout);
    await create('twin');
    const ambiguous = await home.run(['auth', 'token', 'revoke', 'twin']);
    expect(ambiguous.code).toBe(1);
    expect(ambiguous.stderr).toContain('“twin” matches 2 tokens.');
    expect(ambiguous.stderr).toMatch(new RegExp(`^ {2}${id} {2}“twin”, active$`, 'm'));
    expect((await home.run(['auth', 'token', 'revoke', id])).code).toBe(0);
    expect((await home.run(['auth', 'token', 'revoke', 'twin'])).code).toBe(0);
    expect((await home.run(['auth', 'token', 'revoke', 'twin'])).stderr).toContain('Token “twin” not found');
  });

  test('a token is revoked by its prefix', async () => {
    await using other = await startTestServer();
    await using fresh = await createLoggedInHome(other);
    const { stdout } = await fresh.run(['auth', 'token', 'create', '--name', 'only', '--json']);
    const { prefix } = JSON.parse(stdout);
    expect((await fresh.run(['auth', 'token', 'revoke', prefix])).stderr).toContain('Revoked “only”');
    expect((await fresh.run(['auth', 'token', 'list'])).stdout).toMatch(/^only +\S+ +revoked/m);
  });

  test('an ambiguous prefix lists all matching tokens and changes none', async () => {
    const { personalTokens } = apiOf(server, await server.login());
    const first = await personalTokens.create.mutate({ name: 'first' });
    const second = await personalTokens.create.mutate({ name: 'second' });
    // The clock may have just moved on to another prefix.
    const prefix = '0199aaaa';
    const where = { id: { in: [first.id, second.id] } };
    await server.app.db.personalAccessToken.updateMany({ where, data: { prefix } });
    for (const verb of ['revoke', 'rotate']) {
      const { code, stdout, stderr } = await home.run(['auth', 'token', verb, prefix]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(`“${prefix}” matches 2 tokens.`);
      for (const { id, name } of [first, second]) expect(stderr).toContain(`${id}  “${name}”, active`);
    }
    expect(await personalTokens.get.query({ tokenId: second.id })).toMatchObject({ status: 'active' });

    await personalTokens.revoke.mutate({ tokenId: first.id });
    expect((await home.run(['auth', 'token', 'revoke', prefix])).stderr).toContain('Revoked “second”');
  });

  test('a token can list and revoke tokens, but not create or rotate them', async () => {
    const token = await createRaw('weak');
    const refused = await runAs(token, 'auth', 'token', 'create', '--name', 'x');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('login session');
    expect((await runAs(token, 'auth', 'token', 'list')).stdout).toMatch(/^weak /m);
    expect((await runAs(token, 'auth', 'token', 'revoke', 'weak')).code).toBe(0);
  });

  test('whoami warns a week before a token expires', async () => {
    const token = await createRaw('ending', '--ttl', '30d');
    expect((await runAs(token, 'whoami')).stderr).toBe('');
    const other = await createRaw('nearly over', '--ttl', '30d');
    await server.app.db.personalAccessToken.updateMany({
      where: { name: 'nearly over' },
      data: { expiresAt: new Date(Date.now() + 3.5 * 86_400_000) },
    });
    const { code, stderr } = await runAs(other, 'whoami');
    expect(code).toBe(0);
    expect(stderr).toContain('The token “nearly over” expires in 3 d');
  });
});

describe('auth import-token', () => {
  test('verifies the token with the server and stores it', async () => {
    await using fresh = await createHome();
    const token = await createRaw('imported');

    const { code, stdout, stderr } = await fresh.run(importArgs(token));

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe(`Logged in to ${server.url} as ${server.admin.email}.\n`);
    expect(JSON.parse((await fresh.loginFile())!)).toEqual({
      access_token: token,
      email: server.admin.email,
      role: 'admin',
    });
    expect((await fresh.run(['whoami'])).stdout).toMatch(/^Token +imported$/m);
    const logout = await fresh.run(['logout']);
    expect(logout.stderr).toContain('stays valid');
  });

  test('reads the token from stdin, hidden from other processes', async () => {
    await using fresh = await createHome();
    const stdin = `${await createRaw('piped')}\n`;
    const { code } = await fresh.run(['auth', 'import-token', '--server', server.url], { stdin });
    expect(code).toBe(0);
    expect((await fresh.run(['whoami'])).code).toBe(0);
  });

  test.each([
    ['a forged token', jwt({ sub: 'x', email: 'a@example.com', role: 'admin' }), 1, 'rejected this token'],
    ['an unknown API token', 'st_nonsense', 1, 'rejected this token'],
    ['something else', 'hunter2', 2, 'not a token'],
  ])('of %s is rejected and keeps the existing login', async (_what, token, expected, message) => {
    const before = await home.loginFile();
    const { code, stderr } = await home.run(importArgs(token));
    expect(code).toBe(expected);
    expect(stderr).toContain(message);
    expect(await home.loginFile()).toBe(before);
    expect((await home.run(['whoami'])).code).toBe(0);
  });

  test('of an unreachable server keeps the existing login', async () => {
    const settings = join(home.path, '.config/sitecast/config.yaml');
    const before = [await home.loginFile(), await readFile(settings, 'utf8')];
    const { code, stderr } = await home.run([
      ...['auth', 'import-token', '--token', await createRaw('lost')],
      ...['--server', 'http://127.0.0.1:9999'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('Cannot reach');
    expect([await home.loginFile(), await readFile(settings, 'utf8')]).toEqual(before);
  });

  test('--skip-verify trusts the claims of the token', async () => {
    await using fresh = await createHome();
    const token = jwt({ sub: 'x', email: 'claimed@example.com', role: 'user' });
    const args = ['auth', 'import-token', '--token', token, '--server', 'http://127.0.0.1:9999'];
    const { code, stderr } = await fresh.run([...args, '--skip-verify']);
    expect(code).toBe(0);
    expect(stderr).toContain('sitecast whoami');
    expect(JSON.parse((await fresh.loginFile())!)).toEqual({
      access_token: token,
      email: 'claimed@example.com',
      role: 'user',
    });
  });

  test('--skip-verify requires --email and --role for a token without these claims', async () => {
    await using fresh = await createHome();
    const token = await createRaw('bare');
    for (const half of [[], ['--email', 'me@example.com'], ['--role', 'user']]) {
      const refused = await fresh.run(importArgs(token, '--skip-verify', ...half));
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain('--email and --role');
      expect(await fresh.loginFile()).toBeNull();
    }
    const given = ['--email', 'me@example.com', '--role', 'user'];
    expect((await fresh.run(importArgs(token, '--skip-verify', ...given))).code).toBe(0);
    expect(JSON.parse((await fresh.loginFile())!)).toMatchObject({ email: 'me@example.com', role: 'user' });
    expect((await fresh.run(importArgs(token, '--role', 'boss'))).code).toBe(2);
  });

  test('--skip-verify still rejects an expired token', async () => {
    await using fresh = await createHome();
    const token = jwt({ sub: 'x', email: 'a@example.com', role: 'user', exp: 1_700_000_000 });
    const { code, stderr } = await fresh.run(importArgs(token, '--skip-verify'));
    expect(code).toBe(1);
    expect(stderr).toContain('expired on 2023-11-14');
    expect(await fresh.loginFile()).toBeNull();
  });

  test('of another server clears the selected workspace', async () => {
    await using fresh = await createHome();
    const folder = join(fresh.path, '.config/sitecast');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'config.yaml'), 'server: http://old.example.com\nworkspace: Berlin\n');
    await fresh.run(importArgs(await createRaw('moved')));
    expect(await readFile(join(folder, 'config.yaml'), 'utf8')).toBe(`server: ${server.url}\n`);
  });

  inTerminal('prompts for the token, hidden', async () => {
    await using fresh = await createHome();
    const token = await createRaw('typed');
    const { code, stdout } = await fresh.terminal(
      ['auth', 'import-token', '--server', server.url],
      [['Token: ', `${token}\r`]],
    );
    expect(code).toBe(0);
    expect(stdout).not.toContain(token);
  });
});

test('a user who must change their password is told where', async () => {
  await using fresh = await createLoggedInHome(server);
  const api = apiOf(server, await server.login());
  const { id } = await api.users.create.mutate({ email: 'new@example.com' });
  const password = 'correct horse battery staple';
  await api.users.setPassword.mutate({ userId: id, password });
  await fresh.run(['login', '--server', server.url, '--email', 'new@example.com'], { stdin: password });

  const who = await fresh.run(['whoami']);
  expect(who.code).toBe(0);
  expect(who.stderr).toContain(`Open ${server.url}/account`);
  const refused = await fresh.run(['auth', 'token', 'list']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`${server.url}/account`);
});
