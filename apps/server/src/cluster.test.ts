import { createTestDatabase } from '@sitecast/db/testing';
import { CloseCode } from '@sitecast/protocol/close-code';
import { describe, expect, test } from 'vitest';
import { startTwo } from '../test/cluster.ts';
import { ask } from '../test/http.ts';
import { startTestServer } from '../test/server.ts';
import { openSocket } from '../test/socket.ts';

const { TEST_DATABASE_URL, TEST_NATS_URL } = process.env;

describe.skipIf(!TEST_DATABASE_URL || !TEST_NATS_URL)('two servers on PostgreSQL and NATS', () => {
  test('an overlay sent at one reaches the screen that is connected to the other', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b, build } = both;
    const workspace = await build.workspace();
    const screen = await build.device({ workspace });
    const { token: bearer } = await build.token({ workspace });
    const overlay = { device_id: screen.id, type: 'web', uri: 'https://example.com' };
    const player = await openSocket(b.url, '/device', {
      params: { deviceId: screen.id, secret: screen.secret },
    });
    await player.subscribe('device.messages');
    const authorization = `Bearer ${bearer}`;
    await using dashboard = await openSocket(a.url, '/trpc', { params: { authorization } });
    await dashboard.subscribe('workspaces.events');

    const shown = (await ask(a.url, '/api/pip', { bearer, json: overlay })).json();

    expect(shown).toMatchObject({ sent: 1, offline: 0 });
    await player.find(({ result }) => (result?.data as { pip_id?: string })?.pip_id === shown.pip_id);
    await player.call('mutation', 'device.overlayEvent', { pipId: shown.pip_id, status: 'shown' });
    await dashboard.find(({ result }) => (result?.data as { status?: string })?.status === 'shown');

    player.ws.close();
    await player.closed;
    await expect
      .poll(async () => (await ask(a.url, '/api/pip', { bearer, json: overlay })).json())
      .toMatchObject({ sent: 0, offline: 1 });
  });

  test('a request sent to both under one key is done once', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b, build } = both;
    const workspace = await build.workspace();
    const { id } = await build.device({ workspace });
    const { token: bearer } = await build.token({ workspace });
    const json = { device_id: id, type: 'web', uri: 'https://example.com' };
    const show = ({ url }: { url: string }) =>
      ask(url, '/api/pip', { bearer, json, headers: { 'idempotency-key': 'once' } });

    const answers = await Promise.all([a, b, a, b, a, b].map(show));

    const done = answers.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(answers.length - done.length);
    expect(new Set([...done, await show(a), await show(b)].map(({ text }) => text)).size).toBe(1);
    expect(await a.app.db.overlay.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });

  test('a role changed at one reaches the socket and the requests at the other', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b, build } = both;
    const workspace = await build.workspace();
    const admin = await build.session(await build.user({ memberOf: [{ workspace, role: 'admin' }] }));
    const operator = await build.user({ memberOf: [{ workspace, role: 'operator' }] });
    const bearer = await build.session(operator);
    const { id: deviceId } = await build.device({ workspace });
    const rename = () =>
      ask(b.url, `/api/devices/${deviceId}`, { method: 'PATCH', json: { name: 'Hall' }, bearer });
    expect(await rename()).toMatchObject({ status: 200 });
    const socket = await openSocket(b.url, '/trpc', { params: { authorization: `Bearer ${bearer}` } });
    await socket.subscribe('workspaces.events');

    const json = { role: 'viewer' };
    await ask(a.url, `/api/members/${operator.id}`, { method: 'PATCH', json, bearer: admin });

    expect(await socket.closed).toMatchObject({ code: CloseCode.RightsChanged });
    expect(await rename()).toMatchObject({ status: 403 });
  });

  test('an agency’s playlists and a token’s end, decided at one, hold at the other from the next request on', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b, build } = both;
    const workspace = await build.workspace();
    const owner = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
    const session = await build.session(owner);
    const [summer, lobby] = [await build.playlist({ workspace }), await build.playlist({ workspace })];
    const { id, token } = await build.token({ workspace, owner, scope: 'agency', targets: [summer] });
    const one = async (playlist: { id: string }, bearer = token) =>
      (await ask(b.url, `/api/agency/playlists/${playlist.id}`, { bearer })).status;
    expect([await one(summer), await one(lobby)]).toEqual([200, 403]);

    const json = { playlist_ids: [lobby.id] };
    await ask(a.url, `/api/tokens/${id}/targets`, { method: 'PUT', json, bearer: session });
    expect([await one(summer), await one(lobby)]).toEqual([403, 200]);

    const rotations = await Promise.all(
      [a, b, a, b].map(({ url }) =>
        ask(url, `/api/tokens/${id}/rotate`, { method: 'POST', bearer: session }),
      ),
    );
    expect(rotations.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const { token: successor } = rotations.find(({ status }) => status === 201)!.json();
    await expect.poll(() => one(lobby)).toBe(401);
    expect(await one(lobby, String(successor))).toBe(200);
  });

  test('a limit set at one holds at the other', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b, build } = both;
    const { token: bearer } = await build.token();
    const settings = { method: 'PATCH', json: { token_requests_per_minute: 5 }, bearer: await a.login() };
    expect(await ask(a.url, '/api/settings', settings)).toMatchObject({ status: 200 });
    await expect
      .poll(async () => (await ask(b.url, '/api/devices', { bearer })).headers['ratelimit-policy'])
      .toBe('"token";q=5;w=60');
  });

  test('a screen that comes back at the other server is replaced at the first', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b, build } = both;
    const { id: deviceId, secret } = await build.device();
    const first = await openSocket(a.url, '/device', { params: { deviceId, secret } });
    await first.subscribe('device.messages');
    await using second = await openSocket(b.url, '/device', { params: { deviceId, secret } });
    await second.subscribe('device.messages');
    expect(await first.closed).toMatchObject({ code: CloseCode.Replaced });
  });

  test('what is revoked at one is refused at the other at once, and its sockets there are closed', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b } = both;
    const session = await a.login();
    const minted = await ask(a.url, '/api/tokens', { bearer: session, json: { name: 'CI', scope: 'full' } });
    const { id, token } = minted.json() as { id: string; token: string };
    const socket = await openSocket(b.url, '/trpc', { params: { authorization: `Bearer ${token}` } });
    await socket.subscribe('workspaces.events');
    expect(await ask(b.url, '/api/devices', { bearer: token })).toMatchObject({ status: 200 });

    const begun = performance.now();
    await ask(a.url, `/api/tokens/${id}`, { method: 'DELETE', bearer: session });

    expect(await socket.closed).toMatchObject({ code: CloseCode.Revoked });
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(await ask(b.url, '/api/devices', { bearer: token })).toMatchObject({ status: 401 });
  });

  test('a user deactivated on one process is logged out on the other within a second, tokens and sockets included', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b, build } = both;
    const admin = await a.login();
    const workspace = await build.workspace();
    const user = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
    const bearers = [
      await build.session(user),
      (await build.token({ workspace, owner: user })).token,
      (await build.personalToken({ owner: user })).token,
    ];
    const sockets = await Promise.all(
      bearers.map((bearer) => openSocket(b.url, '/trpc', { params: { authorization: `Bearer ${bearer}` } })),
    );
    for (const socket of sockets) await socket.subscribe('workspaces.events');
    for (const bearer of bearers)
      expect(await ask(b.url, '/api/devices', { bearer })).toMatchObject({ status: 200 });

    const begun = performance.now();
    await ask(a.url, `/api/users/${user.id}/deactivate`, { method: 'POST', bearer: admin });

    for (const socket of sockets) expect(await socket.closed).toMatchObject({ code: CloseCode.Revoked });
    expect(performance.now() - begun).toBeLessThan(1_000);
    for (const bearer of bearers)
      expect(await ask(b.url, '/api/devices', { bearer })).toMatchObject({ status: 401 });
    await ask(b.url, `/api/users/${user.id}/activate`, { method: 'POST', bearer: admin });
    const again = await Promise.all(bearers.map((bearer) => ask(b.url, '/api/devices', { bearer })));
    expect(again.map(({ status }) => status)).toEqual([401, 200, 200]);
  });

  test('of two servers each took one of the last two admins away', async () => {
    await using both = await startTwo(TEST_NATS_URL!);
    const { a, b, build } = both;
    const first = { id: (await a.app.db.user.findFirstOrThrow()).id, bearer: await a.login() };
    const other = await build.user({ platformRole: 'admin' });
    const second = { id: other.id, bearer: await build.session(other) };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => {
        const [by, at, whom] = i % 2 ? [first, a, second] : [second, b, first];
        const deeds = ['deactivate', 'demote', 'delete'] as const;
        const path = `/api/users/${whom.id}`;
        const { bearer } = by;
        switch (deeds[i % 3]) {
          case 'deactivate':
            return ask(at.url, `${path}/deactivate`, { method: 'POST', bearer });
          case 'demote':
            return ask(at.url, path, { method: 'PATCH', bearer, json: { role: 'user' } });
          default:
            return ask(at.url, path, { method: 'DELETE', bearer });
        }
      }),
    );
    expect(await a.app.db.user.count({ where: { platformRole: 'admin', active: true } })).toBe(1);
    for (const { status, text } of answers) expect([200, 204, 401, 403, 404, 409], text).toContain(status);
  });

  test('started at once on an empty database they make one first admin', async () => {
    await using database = await createTestDatabase({ kind: 'postgresql' });
    const config = { databaseUrl: database.url, natsUrl: TEST_NATS_URL!, secretKey: 'x'.repeat(40) };
    const servers = await Promise.all([startTestServer(config), startTestServer(config)]);
    expect(await database.db.user.count()).toBe(1);
    for (const server of servers) expect(await server.login()).toEqual(expect.any(String));
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  });
});
