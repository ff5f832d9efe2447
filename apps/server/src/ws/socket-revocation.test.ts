import { createBuilders } from '@sitecast/api/testing';
import { CloseCode } from '@sitecast/protocol/close-code';
import { describe, expect, test } from 'vitest';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer } from '../../test/server.ts';
import { bearer, device, openSocket } from '../../test/socket.ts';

describe('a socket is closed at the end', () => {
  async function expectRevoked(
    socket: Awaited<ReturnType<typeof openSocket>>,
    revoke: () => Promise<unknown>,
  ) {
    const begun = performance.now();
    await revoke();
    expect(await socket.closed).toMatchObject({ code: CloseCode.Revoked });
    expect(performance.now() - begun).toBeLessThan(1_000);
  }

  test('of a token that is revoked', async () => {
    await using server = await startTestServer();
    const login = await server.login();
    const minted = await ask(server.url, '/api/tokens', {
      bearer: login,
      json: { name: 'CI', scope: 'read' },
    });
    const { id, token } = minted.json() as { id: string; token: string };
    const socket = await openSocket(server.url, '/trpc', bearer(token));
    await socket.subscribe('workspaces.events');
    await expectRevoked(socket, () =>
      ask(server.url, `/api/tokens/${id}`, { method: 'DELETE', bearer: login }),
    );
  });

  test('of a personal token that is revoked, and of no other', async () => {
    await using server = await startTestServer();
    const build = createBuilders(server.app);
    const owner = await build.user({
      memberOf: [{ workspace: await build.workspace(), role: 'viewer' }],
    });
    const { id, token } = await build.personalToken({ owner });
    const first = await openSocket(server.url, '/trpc', bearer(token));
    await using second = await openSocket(
      server.url,
      '/trpc',
      bearer((await build.personalToken({ owner })).token),
    );
    await first.subscribe('workspaces.events');
    await second.subscribe('workspaces.events');
    await expectRevoked(first, async () =>
      ask(server.url, `/auth/tokens/${id}`, { method: 'DELETE', bearer: await build.session(owner) }),
    );
    expect(await second.call('query', 'session.me')).toMatchObject({ result: { data: { via: 'pat' } } });
  });

  test('of a session that is revoked from another one', async () => {
    await using server = await startTestServer();
    const [one, two] = [await server.login(), await server.login()];
    const socket = await openSocket(server.url, '/trpc', bearer(one));
    await socket.subscribe('workspaces.events');
    const { jti: sessionId } = JSON.parse(Buffer.from(one.split('.')[1]!, 'base64url').toString());
    await expectRevoked(socket, () =>
      ask(server.url, '/trpc/session.revoke', { bearer: two, json: { sessionId } }),
    );
  });

  test('of all other sessions when the password changes', async () => {
    await using server = await startTestServer();
    const [one, two] = [await server.login(), await server.login()];
    const socket = await openSocket(server.url, '/trpc', bearer(one));
    await using here = await openSocket(server.url, '/trpc', bearer(two));
    await socket.subscribe('workspaces.events');
    await here.subscribe('workspaces.events');
    const json = { currentPassword: server.admin.password, newPassword: 'two boats on the river' };
    const changed = await ask(server.url, '/trpc/session.changePassword', { bearer: two, json });
    expect(changed.status).toBe(200);
    expect(await socket.closed).toMatchObject({ code: CloseCode.Revoked });
    expect(await here.call('query', 'session.me')).toMatchObject({ result: { data: { via: 'session' } } });
  });

  test('of a session that logs out, and of no other', async () => {
    await using server = await startTestServer();
    const [one, two] = [await server.login(), await server.login()];
    const first = await openSocket(server.url, '/trpc', bearer(one));
    await using second = await openSocket(server.url, '/trpc', { headers: { cookie: `sitecast=${two}` } });
    await first.subscribe('workspaces.events');
    await second.subscribe('workspaces.events');
    await expectRevoked(first, () => ask(server.url, '/trpc/session.logout', { bearer: one, json: {} }));
    expect(await second.call('query', 'session.me')).toMatchObject({ result: { data: { via: 'session' } } });
  });

  const ends: [string, Ask, typeof CloseCode.Revoked | typeof CloseCode.RightsChanged][] = [
    ['deactivate', { method: 'POST' }, CloseCode.Revoked],
    ['', { method: 'PATCH', json: { active: false } }, CloseCode.Revoked],
    ['', { method: 'DELETE' }, CloseCode.Revoked],
    // When the token is used again, the error says what its owner must do.
    ['set-password', { json: { password: 'a long walk by the sea' } }, CloseCode.RightsChanged],
  ];
  test.each(ends)('of a user, by session and by token: %s %j', async (what, options, ofToken) => {
    await using server = await startTestServer();
    const build = createBuilders(server.app);
    const workspace = await build.workspace();
    const user = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
    const { token } = await build.token({ workspace, owner: user });
    const byToken = await openSocket(server.url, '/trpc', bearer(token));
    await byToken.subscribe('workspaces.events');
    const bySession = await openSocket(server.url, '/trpc', bearer(await build.session(user)));
    await bySession.subscribe('workspaces.events');
    const path = ['/api/users', user.id, what].filter(Boolean).join('/');
    const admin = await server.login();
    await expectRevoked(bySession, () => ask(server.url, path, { ...options, bearer: admin }));
    expect(await byToken.closed).toMatchObject({ code: ofToken });
  });

  test('of a screen’s pairing, after notifying the screen', async () => {
    await using server = await startTestServer();
    const build = createBuilders(server.app);
    const workspace = await build.workspace();
    const screen = await build.device({ workspace });
    const { token } = await build.token({ workspace });
    const socket = await openSocket(server.url, '/device', device(screen));
    await socket.subscribe('device.messages');
    await expectRevoked(socket, () =>
      ask(server.url, `/api/devices/${screen.id}`, { method: 'DELETE', bearer: token }),
    );
    expect(socket.messages.at(-1)).toMatchObject({ result: { data: { event: 'device:unpaired' } } });
    const again = await openSocket(server.url, '/device', device(screen));
    expect(await again.closed).toMatchObject({ code: CloseCode.Unauthenticated });
  });

  test('calls of a client that ignores the close are not executed', async () => {
    await using server = await startTestServer();
    const build = createBuilders(server.app);
    const workspace = await build.workspace();
    const owner = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
    const { id, token } = await build.token({ workspace, owner });
    const screen = await build.device({ workspace, name: 'Lobby' });
    const socket = await openSocket(server.url, '/trpc', bearer(token));
    await socket.subscribe('workspaces.events');

    // A hostile client neither reads nor answers the close, and keeps sending.
    socket.ws.pause();
    server.app.revocations.revoke({ kind: 'apiToken', id });
    const input = { deviceId: screen.id, name: 'Taken over' };
    socket.ws.send(JSON.stringify({ id: 9, method: 'mutation', params: { path: 'devices.update', input } }));
    await expect.poll(() => server.sockets, { timeout: 5_000 }).toBe(0);

    const row = await server.app.db.device.findUniqueOrThrow({ where: { id: screen.id } });
    expect(row.name).toBe('Lobby');
    socket.ws.terminate();
  });

  test('a rotated token’s socket is closed at once, or after its grace period', async () => {
    let behind = 0;
    await using server = await startTestServer({}, { now: () => new Date(Date.now() + behind) });
    const build = createBuilders(server.app);
    const workspace = await build.workspace();
    const owner = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
    const session = await build.session(owner);
    const [now, later] = [await build.token({ workspace, owner }), await build.token({ workspace, owner })];
    const sockets = [];
    for (const { token } of [now, later]) {
      const socket = await openSocket(server.url, '/trpc', bearer(token));
      await socket.subscribe('workspaces.events');
      sockets.push(socket);
    }
    const rotate = ({ id }: { id: string }, minutes: number) =>
      ask(server.url, `/api/tokens/${id}/rotate`, { json: { grace_minutes: minutes }, bearer: session });

    expect(await rotate(now, 0)).toMatchObject({ status: 201 });
    expect(await sockets[0]!.closed).toMatchObject({ code: CloseCode.Revoked });

    expect(await rotate(later, 1)).toMatchObject({ status: 201 });
    expect(await sockets[1]!.call('query', 'devices.list', {})).not.toHaveProperty('error');
    behind = 60_000;
    server.app.revocations.revoke({ kind: 'rights', id: owner.id });
    expect(await sockets[1]!.closed).toMatchObject({ code: CloseCode.Revoked });
  });

  test('of a token that expires', async () => {
    await using server = await startTestServer();
    const expiresAt = new Date(Date.now() + 1_500);
    const { token } = await createBuilders(server.app).token({ expiresAt });
    const socket = await openSocket(server.url, '/trpc', bearer(token));
    await socket.subscribe('workspaces.events');
    expect(await socket.closed).toMatchObject({ code: CloseCode.Revoked });
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
  });

  test('a new connection of a screen replaces the previous one', async () => {
    await using server = await startTestServer();
    const screen = await createBuilders(server.app).device();
    const first = await openSocket(server.url, '/device', device(screen));
    await first.subscribe('device.messages');
    await using second = await openSocket(server.url, '/device', device(screen));
    await second.subscribe('device.messages');
    expect(await first.closed).toMatchObject({ code: CloseCode.Replaced });
  });
});

test('a socket is closed when its session expires', async () => {
  let now = new Date();
  await using server = await startTestServer({}, { now: () => now, socketLimits: { revalidateEvery: 200 } });
  const socket = await openSocket(server.url, '/trpc', bearer(await server.login()));
  await socket.subscribe('workspaces.events');
  now = new Date(now.getTime() + 25 * 3_600_000);
  expect(await socket.closed).toMatchObject({ code: CloseCode.Revoked });
});
