import { createBuilders, eventually } from '@sitecast/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { surface } from './surface.ts';

let server: TestServer;
let build: ReturnType<typeof createBuilders>;
const queries: string[] = [];

beforeAll(async () => {
  server = await startTestServer({}, { onQuery: (sql) => queries.push(sql) });
  build = createBuilders(server.app);
});
afterAll(() => server.close());

/** A workspace and a session of its admin. */
async function setUp() {
  const workspace = await build.workspace();
  const admin = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
  const bearer = await build.session(admin);
  const asAdmin = (path: string, options: Ask = {}) => ask(server.url, path, { bearer, ...options });
  async function mint(json: object) {
    const answer = await asAdmin('/api/tokens', { json });
    expect(answer.status, answer.text).toBe(201);
    return answer.json() as { id: string; token: string };
  }
  return { workspace, admin, asAdmin, mint };
}

const status = async (path: string, options: Ask = {}) => (await ask(server.url, path, options)).status;

test('a token from its creation to its end', async () => {
  const { asAdmin, admin, mint } = await setUp();
  const { token, ...listed } = await mint({ name: 'CI', scope: 'read', expires_in_days: 30 });
  expect(token).toMatch(/^st_[A-Za-z0-9]{32}_[0-9a-f]{8}$/);
  expect(listed).toEqual({
    id: expect.any(String),
    name: 'CI',
    scope: 'read',
    prefix: token.slice(0, 11),
    status: 'active',
    owner: { id: admin.id, email: admin.email },
    created_at: expect.any(String),
    expires_at: expect.any(String),
    last_used_at: null,
    last_used_ip: null,
    replaced_by_id: null,
    targets: [],
    auto_publish: false,
  });
  expect(await status('/api/devices', { bearer: token })).toBe(200);
  await eventually(async () =>
    expect((await asAdmin('/api/tokens')).json()).toMatchObject({
      items: [{ last_used_at: expect.any(String), last_used_ip: '127.0.0.1' }],
    }),
  );

  const rotated = await asAdmin(`/api/tokens/${listed.id}/rotate`, { json: { grace_minutes: 5 } });
  expect(rotated.status).toBe(201);
  const { id, token: successor } = rotated.json() as { id: string; token: string };
  for (const bearer of [token, successor]) expect(await status('/api/devices', { bearer })).toBe(200);
  expect(await asAdmin(`/api/tokens/${listed.id}/rotate`, { method: 'POST' })).toMatchObject({ status: 409 });

  const end = { method: 'DELETE' };
  expect(await asAdmin(`/api/tokens/${id}`, end)).toMatchObject({ status: 204, text: '' });
  expect(await status('/api/devices', { bearer: successor })).toBe(401);
  const list = await asAdmin('/api/tokens');
  expect(list.json()).toMatchObject({
    items: [
      { id, status: 'revoked' },
      { id: listed.id, status: 'active' },
    ],
  });
  for (const secret of [token, successor]) expect(list.text).not.toContain(secret);
});

test.each([
  [{ scope: 'agency' }, 'target_playlist_ids'],
  [{ scope: 'agency', target_playlist_ids: [] }, 'target_playlist_ids'],
  [{ scope: 'agency', target_playlist_ids: ['018f0000-0000-7000-8000-000000000001'] }, 'target_playlist_ids'],
  [{ scope: 'agency', target_playlist_ids: 'all' }, 'target_playlist_ids'],
  [{ scope: 'agency', target_playlist_ids: Array(10_000).fill(null) }, 'target_playlist_ids'],
  [{ scope: 'full', target_playlist_ids: ['018f0000-0000-7000-8000-000000000001'] }, 'target_playlist_ids'],
  [{ scope: 'read', auto_publish: true }, 'auto_publish'],
  [{ scope: 'admin' }, 'scope'],
  [{ name: 'a'.repeat(101) }, 'name'],
  [{ expires_in_days: 0 }, 'expires_in_days'],
  [{ targetPlaylistIds: [] }, 'target_playlist_ids'],
  [{ workspace_id: 'w' }, 'workspace_id'],
])('%j is refused, naming %s', async (wrong, field) => {
  const { asAdmin } = await setUp();
  const answer = await asAdmin('/api/tokens', { json: { name: 'CI', scope: 'read', ...wrong } });
  expect(answer.status).toBe(400);
  const { errors } = answer.json() as { errors: { path: string }[] };
  expect(errors.map(({ path }) => path.split('.')[0])).toContain(field);
});

test('a personal token manages API tokens as its owner does; an API token gets 401 at each of these routes', async () => {
  const { admin, mint } = await setUp();
  const { token: pat } = await build.personalToken({ owner: admin });
  const json = { name: 'CI', scope: 'full' };
  expect(await status('/api/tokens', { bearer: pat, json })).toBe(201);
  const { id, token: bearer } = await mint(json);
  const calls: [path: string, options: Ask][] = [
    ['/api/tokens', { json }],
    ['/api/tokens', {}],
    [`/api/tokens/${id}/rotate`, { method: 'POST' }],
    [`/api/tokens/${id}/targets`, { method: 'PUT', json: { playlist_ids: [id] } }],
    [`/api/tokens/${id}`, { method: 'DELETE' }],
  ];
  for (const [path, options] of calls) expect(await status(path, { bearer, ...options }), path).toBe(401);
  expect(await status('/api/devices', { bearer })).toBe(200);
});

test('which workspace is meant is not asked of a token', async () => {
  const [mine, theirs] = [await setUp(), await setUp()];
  const { token: bearer } = await mine.mint({ name: 'CI', scope: 'write' });
  const device = await build.device({ workspace: mine.workspace });
  const foreign = await build.device({ workspace: theirs.workspace });
  for (const hint of [theirs.workspace.id, '018f0000-0000-7000-8000-000000000001', 'nonsense']) {
    const headers = { 'x-workspace-id': hint };
    for (const path of ['/api/devices', `/api/devices?workspace_id=${hint}`]) {
      const answer = await ask(server.url, path, { bearer, headers });
      expect(answer.json()).toMatchObject({ items: [{ id: device.id }] });
    }
    const path = `/api/devices/${foreign.id}?workspace_id=${hint}`;
    expect(await status(path, { bearer, headers })).toBe(404);
  }
});

test('a request goes on when its token’s use cannot be noted', async () => {
  await using broken = await startTestServer({ logLevel: 'silent' });
  const { token: bearer } = await createBuilders(broken.app).token();
  await broken.app.db.$executeRawUnsafe(
    `CREATE TRIGGER full_disk BEFORE UPDATE ON "ApiToken" BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  );
  for (let i = 0; i < 3; i++)
    expect(await ask(broken.url, '/api/devices', { bearer })).toMatchObject({ status: 200 });
});

describe('an agency', () => {
  async function withAgency() {
    const given = await setUp();
    const { workspace, mint } = given;
    const summer = await build.playlist({ workspace, name: 'Summer', status: 'published' });
    const lobby = await build.playlist({ workspace, name: 'Lobby' });
    const agency = await mint({ name: 'A', scope: 'agency', target_playlist_ids: [summer.id] });
    return { ...given, summer, lobby, agency, bearer: agency.token };
  }

  test('sees its playlists and no others, until its token is revoked', async () => {
    const { asAdmin, summer, lobby, agency, bearer } = await withAgency();
    const foreign = await build.playlist();
    const seen = await ask(server.url, '/api/agency/playlists', { bearer });
    expect(seen).toMatchObject({ status: 200 });
    expect(seen.json()).toEqual([{ id: summer.id, name: 'Summer', status: 'published' }]);
    const one = (id: string) => status(`/api/agency/playlists/${id}`, { bearer });
    expect([await one(summer.id), await one(lobby.id), await one(foreign.id)]).toEqual([200, 403, 403]);
    expect(await one('018f0000-0000-7000-8000-000000000001')).toBe(404);
    expect(await one('summer')).toBe(400);

    const changed = await asAdmin(`/api/tokens/${agency.id}/targets`, {
      method: 'PUT',
      json: { playlist_ids: [lobby.id] },
    });
    expect(changed).toMatchObject({ status: 200 });
    expect(changed.json()).toMatchObject({ id: agency.id, targets: [{ id: lobby.id, name: 'Lobby' }] });
    expect(changed.json()).not.toHaveProperty('token');
    expect([await one(summer.id), await one(lobby.id)]).toEqual([403, 200]);
    const seenThen = await ask(server.url, '/api/agency/playlists', { bearer });
    expect(seenThen.json()).toEqual([{ id: lobby.id, name: 'Lobby', status: 'draft' }]);

    expect(await asAdmin(`/api/tokens/${agency.id}`, { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(await ask(server.url, '/api/agency/playlists', { bearer })).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('invalid_token') },
    });
    expect(await one(lobby.id)).toBe(401);
  });

  test('gets nothing of any other route', async () => {
    const { bearer } = await withAgency();
    for (const { method, path, audience } of surface) {
      const answer = await ask(server.url, path, { method: method.toUpperCase(), bearer });
      const insufficient = { status: 403, code: 'INSUFFICIENT_SCOPE' };
      const { code } = answer.text === '' ? {} : answer.json();
      if (audience === 'public') expect({ status: answer.status, code }, path).toEqual(insufficient);
      if (audience === 'session') expect(answer.status, path).toBe(401);
    }
  });
});

test('a wrong checksum costs no database query, a right one of no token does', async () => {
  const { mint } = await setUp();
  const { token } = await mint({ name: 'CI', scope: 'read' });
  const wrong = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
  // What other requests have begun is over before this is counted. The last test of this server: it hears no more
  // of tokens that are revoked.
  await server.app.identifier.close();
  queries.length = 0;
  for (const bearer of [wrong, 'st_', 'st_garbage', `${token}0`, token.toUpperCase()]) {
    expect(await status('/api/devices', { bearer })).toBe(401);
    expect(await status('/trpc/devices.list?input={}', { bearer })).toBe(401);
  }
  expect(queries).toEqual([]);
  const { token: unknown, id } = await mint({ name: 'CI', scope: 'read' });
  await server.app.db.apiToken.delete({ where: { id } });
  queries.length = 0;
  expect(await status('/api/devices', { bearer: unknown })).toBe(401);
  expect(queries.length).toBeGreaterThan(0);
});
