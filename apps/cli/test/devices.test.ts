import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome, createLoggedInHome, type Home, inTerminal } from './home.ts';
import { apiOf, pairDevice, showPairingCode, startScreen } from './screen.ts';

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

test('an empty list says what to do next, and is empty JSON for scripts', async () => {
  await using empty = await startTestServer();
  await using fresh = await createLoggedInHome(empty);
  const { code, stdout, stderr } = await fresh.run(['devices', 'list']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain('sitecast devices pair <code>');
  const json = await fresh.run(['devices', 'list', '--json']);
  expect(JSON.parse(json.stdout)).toEqual({ items: [], next_cursor: null });
});

test('a screen is paired by its code and then listed', async () => {
  const { code: digits } = await showPairingCode(server);

  const paired = await home.run(['devices', 'pair', digits, '--name', 'Reception', '--json']);

  expect(paired.code).toBe(0);
  const device = JSON.parse(paired.stdout);
  expect(device).toMatchObject({ name: 'Reception', online: false, last_seen_at: null });
  const list = await home.run(['devices', 'list']);
  expect(list.stdout).toMatch(new RegExp(`^Reception +offline +never +${device.id}$`, 'm'));
});

test('errors name the invalid argument or option', async () => {
  const unknown = await home.run(['devices', 'pair', '000000', '--name', 'Hall']);
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain('No screen is showing this code');
  const bad = await home.run(['devices', 'pair', '12', '--name', ' ']);
  expect(bad.code).toBe(2);
  expect(bad.stderr).toContain('<code>: Must be the six digits on the screen');
  expect(bad.stderr).toContain('--name: ');
  expect((await home.run(['devices', 'pair', '123456'])).code).toBe(2);
});

test('the list matches the REST API and shows which devices are online', async () => {
  const screen = await startScreen(server, 'Canteen');
  const { stdout } = await home.run(['devices', 'list', '--json']);
  const answer = await fetch(`${server.url}/api/devices`, {
    headers: { authorization: `Bearer ${await server.login()}` },
  });
  const ours = JSON.parse(stdout);
  expect(ours.items.map(({ name, online }: Record<string, unknown>) => ({ name, online }))).toContainEqual({
    name: 'Canteen',
    online: true,
  });
  expect(ours).toEqual(await answer.json());
  expect((await home.run(['devices', 'list'])).stdout).toMatch(/^Canteen +online +now +/m);
  await screen.close();
});

test('a device is shown by ID or exact name', async () => {
  const { id } = await pairDevice(server, 'Ramp 1');
  const byName = await home.run(['devices', 'show', 'Ramp 1']);
  expect(byName.stdout).toContain(id);
  expect(byName.stdout).toContain('Time zone    UTC');
  const byId = await home.run(['devices', 'show', id, '--json']);
  expect(JSON.parse(byId.stdout)).toMatchObject({ id, name: 'Ramp 1', created_at: expect.any(String) });
  const missing = await home.run(['devices', 'show', 'ramp 1']);
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toContain('No device is named “ramp 1”');
});

test('an ambiguous name is an error', async () => {
  const first = await pairDevice(server, 'Twin');
  const second = await pairDevice(server, 'Twin');
  const { code, stderr } = await home.run(['devices', 'show', 'Twin']);
  expect(code).toBe(1);
  expect(stderr).toContain(first.id);
  expect(stderr).toContain(second.id);
});

inTerminal('escape sequences in a name have no effect on the terminal', async () => {
  const name = 'evil\u001b[2J\u001b]0;pwned\u0007\u009b31m\r\nfake  online \u202eright';
  await pairDevice(server, name);
  const table = await home.terminal(['devices', 'list'], [], 200);
  const line = table.stdout.split('\r\n').find((text) => text.includes('evil'))!;
  expect(line).toContain('evil␛[2J␛]0;pwned␇�31m␍␊fake  online �right');
  const json = await home.terminal(['devices', 'list', '--json']);
  expect(json.stdout).not.toMatch(/[^\P{Cc}\r\n]|\u202e/u);
  expect(JSON.parse(json.stdout).items.map((item: { name: string }) => item.name)).toContain(name);
  const missing = await home.run(['devices', 'show', 'a\u001b[31m']);
  expect(missing.stderr).toContain('a␛[31m');
});

test('all pages of devices are listed', async () => {
  await using big = await startTestServer();
  await using fresh = await createLoggedInHome(big);
  const { id: workspaceId } = await big.app.db.workspace.findFirstOrThrow({ select: { id: true } });
  await big.app.db.device.createMany({
    data: Array.from({ length: 201 }, (_, n) => ({
      id: `01a2036b-b758-76fb-9665-${String(n).padStart(12, '0')}`,
      workspaceId,
      name: `Screen ${n}`,
      secretHash: String(n),
    })),
  });
  const { stdout } = await fresh.run(['devices', 'list', '--json']);
  expect(JSON.parse(stdout).items).toHaveLength(201);
});

test('an API token with scope read can list but not pair', async () => {
  await using nobody = await createHome();
  const api = apiOf(server, await server.login());
  const { token } = await api.tokens.create.mutate({ name: 'reader', scope: 'read' });
  const env = { SITECAST_TOKEN: token, SITECAST_SERVER: server.url };
  expect((await nobody.run(['devices', 'list'], { env })).code).toBe(0);
  const refused = await nobody.run(['devices', 'pair', '123456', '--name', 'x'], { env });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('scope write or full');
});
