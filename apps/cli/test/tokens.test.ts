import { randomUUID } from 'node:crypto';
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

test('a new token is shown once and works until it is revoked by name', async () => {
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

test('a new token is printed with its expiry and a note that it is shown only once', async () => {
  const { stdout, stderr } = await create('quarter', '--ttl', '90d');
  expect(stdout).toMatch(/^Token +st_/m);
  expect(stdout).toMatch(/^Expires +20\d\d-/m);
  expect(stderr).toContain("won't be shown again");
  const json = JSON.parse((await create('year', '--ttl', '365d', '--json')).stdout);
  expect(Date.parse(json.expires_at) - Date.parse(json.created_at)).toBe(365 * 86_400_000);
});

test('tokens are revoked by ID and prefix, but not by an ambiguous name', async () => {
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

test('errors name the invalid argument or option', async () => {
  expect((await home.run(['tokens', 'revoke', 'nobody'])).stderr).toContain('Token “nobody” not found');
  expect((await create(' ')).stderr).toContain('--name: ');
  expect((await create('x', '--ttl', '2w')).code).toBe(2);
  const both = await create('both', '--raw', '--json');
  expect(both.code).toBe(2);
  expect((await home.run(['tokens', 'list'])).stdout).not.toContain('both');
});

test('an API token cannot create tokens', async () => {
  await using nobody = await createHome();
  const { stdout } = await create('ci', '--raw');
  const env = { SITECAST_TOKEN: stdout.trim(), SITECAST_SERVER: server.url };
  const { code, stderr } = await nobody.run(['tokens', 'create', '--name', 'x', '--scope', 'full'], { env });
  expect(code).toBe(4);
  expect(stderr).toContain('API tokens cannot do this');
});

test('a rotated token stops working at once or after its grace period', async () => {
  const first = (await create('rotating', '--raw')).stdout.trim();
  const second = (await home.run(['tokens', 'rotate', 'rotating', '--raw'])).stdout.trim();
  expect(second).toMatch(/^st_/);
  expect([await works(first), await works(second)]).toEqual([false, true]);

  const rotate = ['tokens', 'rotate', 'rotating', '--grace', '5'];
  const rotated = await home.run(rotate);
  expect(rotated.stdout).toMatch(/^Scope +read$/m);
  expect(rotated.stderr).toContain('The old token still works for 5 min.');
  const third = /^Token +(st_\S+)$/m.exec(rotated.stdout)![1]!;
  expect([await works(second), await works(third)]).toEqual([true, true]);
  expect((await home.run(['tokens', 'list'])).stdout).toMatch(/^rotating +\S+ +replaced +in 4 min /m);
  // By name again, which must not match the token in its grace period.
  expect((await home.run(['tokens', 'rotate', 'rotating', '--json'])).code).toBe(0);
  expect(await works(third)).toBe(false);
  const tooLong = await home.run([...rotate.slice(0, 4), '9999']);
  expect(tooLong.code).toBe(2);
  expect(tooLong.stderr).toContain('--grace: ');
});

/** Creates playlists in the workspace. */
async function playlists(...names: string[]): Promise<string[]> {
  const { db } = server.app;
  const { id: workspaceId } = await db.workspace.findFirstOrThrow();
  const data = names.map((name) => ({ id: randomUUID(), name, workspaceId }));
  await db.playlist.createMany({ data });
  return data.map(({ id }) => id);
}
const agency = ['tokens', 'create', '--name', 'agency', '--scope', 'agency'];

test('an agency token is created for playlists by ID and name, and retargeted', async () => {
  const [, lobby] = await playlists('Summer', 'Lobby');
  const made = await home.run([...agency, '--target', 'Summer', '--target', lobby!, '--auto-publish']);
  expect(made.code).toBe(0);
  expect(made.stdout).toMatch(/^Playlists +(Summer, Lobby|Lobby, Summer)$/m);
  expect(made.stdout).toMatch(/^Publishing +automatic$/m);
  expect((await home.run(['tokens', 'list'])).stdout).toMatch(/^agency .* agency \(2 playlists\) /m);

  const retargeted = await home.run(['tokens', 'retarget', 'agency', '--target', 'Lobby']);
  expect(retargeted).toMatchObject({ code: 0, stdout: '' });
  expect(retargeted.stderr).toContain('may now edit Lobby');
  const token = /^Token +(st_\S+)$/m.exec(made.stdout)![1]!;
  const seen = await fetch(`${server.url}/api/agency/playlists`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await seen.json()).toEqual([{ id: lobby!, name: 'Lobby', status: 'draft' }]);
});

test('an unknown or ambiguous playlist is an error', async () => {
  const twins = await playlists('Twin', 'Twin');
  const wrong = async (...args: string[]) => (await home.run(args)).stderr;
  const ambiguous = await wrong(...agency, '--target', 'Twin');
  for (const id of twins) expect(ambiguous).toContain(id);
  expect(await wrong(...agency, '--target', 'Winter')).toContain(
    'No playlist is named “Winter”. Playlists: ',
  );
  expect(await wrong(...agency)).toContain('--target: Scope agency requires');
  expect(await wrong(...agency, '--target', randomUUID())).toContain('--target: Playlist ');
  expect((await create('x', '--target', twins[0]!)).stderr).toContain(
    '--target: Only allowed for scope agency',
  );
  expect((await create('x', '--auto-publish')).stderr).toContain(
    '--auto-publish: Only allowed for scope agency',
  );
});
