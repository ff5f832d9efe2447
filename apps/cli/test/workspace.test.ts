import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBuilders } from '@sitecast/api/testing';
import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome, createLoggedInHome, type Home } from './home.ts';
import { apiOf } from './screen.ts';

let server: TestServer;
let berlin: { id: string };
beforeAll(async () => {
  server = await startTestServer();
  berlin = await workspaceOfAdmin('Berlin', 'operator');
});
afterAll(() => server[Symbol.asyncDispose]());

async function workspaceOfAdmin(name: string, role: string): Promise<{ id: string }> {
  const { db } = server.app;
  const { id: workspaceId } = await createBuilders(server.app).workspace({ name });
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: server.admin.email } });
  await db.workspaceMember.create({ data: { userId, workspaceId, role } });
  return { id: workspaceId };
}

const settingsFile = (home: Home) => join(home.path, '.config/sitecast/config.yaml');

test('the list shows all workspaces, the user’s role, and which is in use', async () => {
  await using home = await createLoggedInHome(server);
  const { stdout } = await home.run(['workspace', 'list']);
  expect(stdout).toMatch(/^Sitecast +admin +\S+ +in use$/m);
  expect(stdout).toMatch(new RegExp(`^Berlin +operator +${berlin.id}$`, 'm'));
  const json = JSON.parse((await home.run(['workspace', 'list', '--json'])).stdout);
  expect(json.items).toContainEqual({
    id: berlin.id,
    name: 'Berlin',
    role: 'operator',
    created_at: expect.any(String),
  });
});

test.each(['id', 'name'])('a workspace selected by %s is used by later commands', async (by) => {
  await using home = await createLoggedInHome(server);
  const comment = '# our screens\n';
  await writeFile(settingsFile(home), comment + (await readFile(settingsFile(home), 'utf8')));

  const { code, stderr } = await home.run(['workspace', 'use', by === 'id' ? berlin.id : 'Berlin']);

  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: 'Now using workspace “Berlin” as operator.\n',
  });
  expect(await readFile(settingsFile(home), 'utf8')).toBe(
    `${comment}server: ${server.url}\nworkspace: ${berlin.id}\n`,
  );
  expect((await home.run(['workspace', 'list'])).stdout).toMatch(/^Berlin +operator +\S+ +in use$/m);
  expect((await home.run(['whoami'])).stdout).toMatch(/^Workspace +Berlin/m);
  const { token_id } = await createIn(home);
  const row = await server.app.db.apiToken.findUniqueOrThrow({ where: { id: token_id } });
  expect(row.workspaceId).toBe(berlin.id);
});

async function createIn(home: Home): Promise<{ token_id: string }> {
  const { stdout } = await home.run(['tokens', 'create', '--name', 'x', '--scope', 'read', '--json']);
  return { token_id: JSON.parse(stdout).id };
}

test('a workspace without membership cannot be selected, and the selection is kept', async () => {
  await using home = await createLoggedInHome(server);
  await home.run(['workspace', 'use', 'Berlin']);
  const before = await readFile(settingsFile(home), 'utf8');
  const foreign = await createBuilders(server.app).workspace({ name: 'Elsewhere' });
  for (const wanted of ['Elsewhere', 'berlin', foreign.id]) {
    const { code, stderr } = await home.run(['workspace', 'use', wanted]);
    expect(code).toBe(2);
    expect(stderr).toContain('sitecast workspace list');
  }
  expect(await readFile(settingsFile(home), 'utf8')).toBe(before);
});

test('an ambiguous name is an error', async () => {
  await workspaceOfAdmin('Twin', 'admin');
  await workspaceOfAdmin('Twin', 'admin');
  await using home = await createLoggedInHome(server);
  const { code, stderr } = await home.run(['workspace', 'use', 'Twin']);
  expect(code).toBe(2);
  expect(stderr).toContain('2 workspaces');
});

test('a removed workspace in the configuration does not prevent selecting another', async () => {
  await using home = await createLoggedInHome(server);
  await writeFile(settingsFile(home), `server: ${server.url}\nworkspace: Closed\n`);
  expect((await home.run(['devices', 'list'])).code).toBe(2);
  const list = await home.run(['workspace', 'list']);
  expect(list.code).toBe(0);
  expect(list.stderr).toContain('Closed');
  expect((await home.run(['workspace', 'use', 'Berlin'])).code).toBe(0);
  expect((await home.run(['devices', 'list'])).code).toBe(0);
});

test('an API token has a fixed workspace', async () => {
  await using home = await createHome();
  const api = apiOf(server, await server.login());
  const { token } = await api.tokens.create.mutate({ name: 'ci', scope: 'full' });
  const env = { SITECAST_TOKEN: token, SITECAST_SERVER: server.url };
  const { code, stderr } = await home.run(['workspace', 'list'], { env });
  expect(code).toBe(4);
  expect(stderr).toContain('API tokens cannot do this');
});

test('a workspace is not stored for a server other than the configured one', async () => {
  await using home = await createHome();
  const env = { SITECAST_TOKEN: await server.login(), SITECAST_SERVER: server.url };
  const { code, stderr } = await home.run(['workspace', 'use', 'Berlin'], { env });
  expect(code).toBe(2);
  expect(stderr).toContain('--workspace');
});
