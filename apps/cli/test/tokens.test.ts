import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome, createLoggedInHome, type Home } from './home.ts';

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

function create(name: string, ...more: string[]) {
  return home.run(['tokens', 'create', '--name', name, '--scope', 'read', ...more]);
}

async function works(token: string): Promise<boolean> {
  const env = { SITECAST_TOKEN: token, SITECAST_SERVER: server.url };
  return (await home.run(['devices', 'list'], { env })).code === 0;
}

test('a created token is shown once, and works until it is revoked by its name', async () => {
  const created = await create('nightly', '--raw');
  expect(created).toMatchObject({ code: 0, stderr: '' });
  expect(created.stdout).toMatch(/^st_\S+\n$/);
  const token = created.stdout.trim();
  expect(await works(token)).toBe(true);

  const list = await home.run(['tokens', 'list']);
  expect(list.stdout).toMatch(
    new RegExp(`^nightly +${token.slice(0, 11)} +active +never +just now +read +${server.admin.email} `, 'm'),
  );
  expect(list.stdout + list.stderr).not.toContain(token);

  const revoked = await home.run(['tokens', 'revoke', 'nightly']);
  expect(revoked).toMatchObject({ code: 0, stdout: '' });
  expect(revoked.stderr).toContain('Revoked “nightly”');
  expect(await works(token)).toBe(false);
  expect((await home.run(['tokens', 'list'])).stdout).toMatch(/^nightly +\S+ +revoked/m);
});

test('a token says how long it is valid and that it is not shown again', async () => {
  const { stdout, stderr } = await create('quarter', '--ttl', '90d');
  expect(stdout).toMatch(/^Token +st_/m);
  expect(stdout).toMatch(/^Expires +20\d\d-/m);
  expect(stderr).toContain('not shown again');
  const json = JSON.parse((await create('year', '--ttl', '365d', '--json')).stdout);
  expect(Date.parse(json.expires_at) - Date.parse(json.created_at)).toBe(365 * 86_400_000);
});

test('tokens are revoked by id and by prefix, and one of two of a name is not guessed', async () => {
  const [one, two] = await Promise.all([create('twin', '--json'), create('twin', '--json')]);
  const { id } = JSON.parse(one.stdout);
  const { token, prefix } = JSON.parse(two.stdout);
  const ambiguous = await home.run(['tokens', 'revoke', 'twin']);
  expect(ambiguous.code).toBe(1);
  expect(ambiguous.stderr).toContain(id);
  expect((await home.run(['tokens', 'revoke', id])).code).toBe(0);
  expect(await works(token)).toBe(true);
  expect((await home.run(['tokens', 'revoke', prefix])).code).toBe(0);
  expect(await works(token)).toBe(false);
});

test('what cannot be is told by what was typed', async () => {
  expect((await home.run(['tokens', 'revoke', 'nobody'])).stderr).toContain('You have no token “nobody”');
  expect((await create(' ')).stderr).toContain('--name: ');
  expect((await create('x', '--ttl', '2w')).code).toBe(2);
  const both = await create('both', '--raw', '--json');
  expect(both.code).toBe(2);
  expect((await home.run(['tokens', 'list'])).stdout).not.toContain('both');
});

test('an API token cannot make others', async () => {
  await using nobody = await createHome();
  const { stdout } = await create('ci', '--raw');
  const env = { SITECAST_TOKEN: stdout.trim(), SITECAST_SERVER: server.url };
  const { code, stderr } = await nobody.run(['tokens', 'create', '--name', 'x', '--scope', 'full'], { env });
  expect(code).toBe(4);
  expect(stderr).toContain('An API token cannot do this');
});
