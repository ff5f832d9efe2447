import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome, createLoggedInHome, type Home, inTerminal } from './home.ts';
import { apiOf } from './screen.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const unreachable = 'http://127.0.0.1:9999';
const loginArgs = () => ['login', '--server', server.url, '--email', server.admin.email];

async function modeOf(home: Home, path: string): Promise<string> {
  return ((await stat(join(home.path, '.config', path))).mode & 0o777).toString(8);
}

describe('login', () => {
  test('stores the login in a private file, and whoami shows it', async () => {
    await using home = await createHome();

    const login = await home.run(loginArgs(), { stdin: `${server.admin.password}\n` });

    expect(login).toMatchObject({ code: 0, stdout: '' });
    expect(login.stderr).toBe(`Logged in to ${server.url} as ${server.admin.email}.\n`);
    expect(JSON.parse((await home.loginFile())!)).toEqual({
      access_token: expect.stringMatching(/^ey/),
      email: server.admin.email,
      role: 'admin',
    });
    expect(await modeOf(home, 'sitecast/token.json')).toBe('600');
    expect(await modeOf(home, 'sitecast')).toBe('700');
    expect(await readdir(join(home.path, '.config/sitecast'))).toEqual(['config.yaml', 'token.json']);

    const { code, stdout } = await home.run(['whoami']);
    expect(code).toBe(0);
    expect(stdout).toContain(server.admin.email);
    expect(stdout).toContain(server.url);
  });

  test('does not wait for the end of stdin after the password', async () => {
    await using home = await createHome();
    const login = await home.run(loginArgs(), { stdin: `${server.admin.password}\n`, keepOpen: true });
    expect(login).toMatchObject({ code: 0 });
  });

  test('makes a readable configuration folder private', async () => {
    await using home = await createHome();
    await mkdir(join(home.path, '.config/sitecast'), { recursive: true });
    await chmod(join(home.path, '.config/sitecast'), 0o755);
    await home.run(loginArgs(), { stdin: server.admin.password });
    expect(await modeOf(home, 'sitecast')).toBe('700');
  });

  test('with a wrong password fails and keeps the existing login', async () => {
    await using home = await createLoggedInHome(server);
    const before = await home.loginFile();

    const { code, stderr } = await home.run(loginArgs(), { stdin: 'wrong\n' });

    expect(code).toBe(1);
    expect(stderr).toBe('error: Wrong e-mail address or password.\n');
    expect(await home.loginFile()).toBe(before);
    expect((await home.run(['whoami'])).code).toBe(0);
  });

  test('at an unreachable server fails and keeps the existing login', async () => {
    await using home = await createLoggedInHome(server);
    const before = await home.loginFile();

    const { code, stderr } = await home.run(['login', '--server', unreachable, '--email', 'a@b.c'], {
      stdin: 'x',
    });

    expect(code).toBe(1);
    expect(stderr).toContain(`Cannot reach ${unreachable} (ECONNREFUSED)`);
    expect(await home.loginFile()).toBe(before);
  });

  test('at a URL that is not a Sitecast server fails', async () => {
    await using home = await createHome();
    const website = createServer((_req, res) => res.end('<!doctype html>')).listen(0, '127.0.0.1');
    await once(website, 'listening');
    const url = `http://127.0.0.1:${(website.address() as AddressInfo).port}`;
    const { code, stderr } = await home.run(['login', '--server', url, '--email', 'a@b.c'], { stdin: 'x' });
    website.close();
    expect(code).toBe(1);
    expect(stderr).toBe(`error: ${url} is not a Sitecast server. Check the URL.\n`);
  });

  inTerminal('prompts for the password, hidden', async () => {
    await using home = await createHome();
    const { code, stdout } = await home.terminal(
      ['login'],
      [
        ['Server: ', `${server.url}\r`],
        ['E-mail: ', `${server.admin.email}\r`],
        ['Password: ', `${server.admin.password}\r`],
      ],
    );
    expect(stdout).toContain(`Logged in to ${server.url}`);
    expect(code).toBe(0);
    expect(stdout).not.toContain(server.admin.password);
  });

  inTerminal('is cancelled with Ctrl-C', async () => {
    await using home = await createHome();
    const { code, stdout } = await home.terminal(loginArgs(), [['Password: ', '\x03']]);
    expect(code).toBe(2);
    expect(stdout).toContain('Cancelled.');
    expect(await home.loginFile()).toBeNull();
  });

  test.each([
    [['login'], 'No server given'],
    [['login', '--server', 'http://127.0.0.1:9999'], '--email is required'],
    [['login', '--server', 'http://127.0.0.1:9999', '--email', 'a@b.c'], 'No password given'],
    [['login', '--server', 'localhost:8080', '--email', 'a@b.c'], 'is not a server URL'],
    [['login', '--server', 'https://me:secret@host', '--email', 'a@b.c'], 'is not a server URL'],
    [['login', '--server', 'http://127.0.0.1:9999', '--with-token'], 'No token'],
  ])('%j in a script is a usage error', async (args, message) => {
    await using home = await createHome();
    const { code, stderr } = await home.run(args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('preserves manual changes to config.yaml', async () => {
    await using home = await createHome();
    const file = join(home.path, '.config/sitecast/config.yaml');
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, '# our screens\nserver: http://old.example\nworkspace: Berlin\ncolour: blue\n');
    await home.run(loginArgs(), { stdin: server.admin.password });
    expect(await readFile(file, 'utf8')).toBe(`# our screens\nserver: ${server.url}\ncolour: blue\n`);
  });

  test('stores a token from stdin after the server has accepted it', async () => {
    await using home = await createHome();
    const login = await home.run(['login', '--server', server.url, '--with-token'], {
      stdin: `${await server.login()}\n`,
    });
    expect(login).toMatchObject({ code: 0 });
    expect(JSON.parse((await home.loginFile())!)).toMatchObject({ email: server.admin.email });
    expect((await home.run(['whoami'])).stdout).toContain(server.admin.email);
  });

  test('with a rejected token keeps the existing login', async () => {
    await using home = await createLoggedInHome(server);
    const before = await home.loginFile();
    const { code, stderr } = await home.run(['login', '--with-token'], { stdin: 'st_nonsense' });
    expect(code).toBe(1);
    expect(stderr).toContain('rejected this token');
    expect(await home.loginFile()).toBe(before);
  });
});

describe('logout', () => {
  test('ends the session on the server and removes the file', async () => {
    await using home = await createLoggedInHome(server);
    const { access_token } = JSON.parse((await home.loginFile())!);

    expect(await home.run(['logout'])).toMatchObject({ code: 0, stderr: `Logged out of ${server.url}.\n` });

    expect(await home.loginFile()).toBeNull();
    await expect(apiOf(server, access_token).session.me.query()).rejects.toMatchObject({
      data: { appCode: 'UNAUTHENTICATED' },
    });
    expect((await home.run(['whoami'])).code).toBe(4);
  });

  test('of an API token says that it stays valid', async () => {
    await using home = await createHome();
    const api = apiOf(server, await server.login());
    const { token } = await api.tokens.create.mutate({ name: 'cli', scope: 'read' });
    await home.run(['login', '--server', server.url, '--with-token'], { stdin: token });
    const { code, stderr } = await home.run(['logout']);
    expect(code).toBe(0);
    expect(stderr).toContain('stays valid');
    expect(await home.loginFile()).toBeNull();
  });

  test('removes the login but fails if the server is unreachable', async () => {
    await using home = await createHome();
    await mkdir(join(home.path, '.config/sitecast'), { recursive: true });
    await writeFile(join(home.path, '.config/sitecast/config.yaml'), `server: ${unreachable}\n`);
    await writeFile(
      join(home.path, '.config/sitecast/token.json'),
      '{"access_token":"a.b.c","email":"a@b.c","role":"user"}',
    );
    const { code, stderr } = await home.run(['logout']);
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be reached');
    expect(await home.loginFile()).toBeNull();
  });
});

describe('credentials', () => {
  test('are required', async () => {
    await using home = await createHome();
    const { code, stdout, stderr } = await home.run(['devices', 'list']);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('Run sitecast login');
  });

  test('SITECAST_TOKEN overrides the login', async () => {
    await using home = await createLoggedInHome(server);
    const api = apiOf(server, await server.login());
    const { token } = await api.tokens.create.mutate({ name: 'ci', scope: 'read' });

    const { stdout } = await home.run(['whoami', '--json'], { env: { SITECAST_TOKEN: token } });
    expect(JSON.parse(stdout)).toEqual({ server: server.url, kind: 'api_token', prefix: token.slice(0, 11) });

    const elsewhere = await home.run(['devices', 'list', '--workspace', 'Sitecast'], {
      env: { SITECAST_TOKEN: token },
    });
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.stderr).toContain('--workspace cannot be used');

    const refused = await home.run(['whoami'], { env: { SITECAST_TOKEN: `${token.slice(0, -1)}!` } });
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('SITECAST_TOKEN');
  });

  test('SITECAST_TOKEN and SITECAST_SERVER need no files', async () => {
    await using home = await createHome();
    const token = await server.login();
    const env = { SITECAST_TOKEN: token, SITECAST_SERVER: `${server.url}/` };
    expect((await home.run(['whoami'], { env })).stdout).toContain(server.admin.email);
    expect((await home.run(['whoami'], { env: { SITECAST_TOKEN: token } })).code).toBe(2);
  });

  test('the stored token is only sent to its own server', async () => {
    await using home = await createLoggedInHome(server);
    await using other = await startTestServer();
    const { code, stderr } = await home.run(['whoami', '--server', other.url]);
    expect(code).toBe(4);
    expect(stderr).toContain(`Not logged in to ${other.url}`);
    expect((await home.run(['whoami'], { env: { SITECAST_SERVER: other.url } })).code).toBe(4);
    expect((await home.run(['whoami', '--server', `${server.url}/`])).code).toBe(0);
  });

  test('an ended session requires a new login', async () => {
    await using home = await createLoggedInHome(server);
    const { access_token } = JSON.parse((await home.loginFile())!);
    await apiOf(server, access_token).session.logout.mutate();
    const { code, stderr } = await home.run(['devices', 'list']);
    expect(code).toBe(4);
    expect(stderr).toContain('Run sitecast login again');
  });

  test.each([
    ['token.json', '{', 4, 'is not a valid login'],
    ['config.yaml', 'server: [', 1, 'is not valid YAML'],
    ['config.yaml', 'server: 5', 1, 'must be strings'],
  ])('an invalid %s (%j) is named in the error', async (name, content, expected, message) => {
    await using home = await createLoggedInHome(server);
    await writeFile(join(home.path, '.config/sitecast', name), content);
    const { code, stderr } = await home.run(['whoami']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(name);
    expect(code).toBe(expected);
  });

  test('a workspace is selected by name or ID, but only one of the user’s own', async () => {
    await using home = await createLoggedInHome(server);
    const { workspaces } = JSON.parse((await home.run(['whoami', '--json'])).stdout);
    const [{ id, name }] = workspaces;
    expect((await home.run(['whoami'])).stdout).toMatch(
      new RegExp(`^Workspace +${name}, as admin \\(${id}\\)$`, 'm'),
    );
    expect((await home.run(['devices', 'list', '--workspace', name])).code).toBe(0);
    expect((await home.run(['devices', 'list', '--workspace', id])).code).toBe(0);
    expect((await home.run(['devices', 'list', '--workspace', 'Nowhere'])).code).toBe(2);
    const foreign = await home.run([
      'devices',
      'list',
      '--workspace',
      '01a2036b-b758-76fb-9665-66414f695307',
    ]);
    expect(foreign).toMatchObject({ code: 1, stderr: 'error: Workspace not found.\n' });
  });
});
