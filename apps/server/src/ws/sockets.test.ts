import { once } from 'node:events';
import { connect } from 'node:net';
import { createBuilders } from '@sitecast/api/testing';
import { CloseCode } from '@sitecast/protocol/close-code';
import { describe, expect, test } from 'vitest';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { openSocket } from '../../test/socket.ts';

const bearer = (token: string) => ({ params: { authorization: `Bearer ${token}` } });
const device = ({ id, secret }: { id: string; secret: string }) => ({ params: { deviceId: id, secret } });

describe('what comes in', () => {
  test('pages of other sites are refused, programs without an origin are not', async () => {
    await using server = await startTestServer();
    for (const path of ['/trpc', '/device']) {
      for (const origin of [
        'https://evil.example',
        'null',
        'http://127.0.0.1',
        `${server.url}.evil.example`,
      ]) {
        const socket = await openSocket(server.url, path, { headers: { origin } });
        expect(await socket.closed, origin).toMatchObject({ code: 403 });
      }
      for (const headers of [{ origin: server.url }, undefined]) {
        await using socket = await openSocket(server.url, path, { headers });
        expect(socket.ws.readyState).toBe(socket.ws.OPEN);
      }
    }
  });

  test('"Origin: null" passed where the host was unreadable, too', async () => {
    await using server = await startTestServer();
    const socket = await openSocket(server.url, '/trpc', { headers: { origin: 'null', host: ':::' } });
    expect(await socket.closed).toMatchObject({ code: 403 });
  });

  test.each(['/', '/trpc/', '/trpc/system.info', '/Device', '/api/devices', '/%00', '//trpc/x'])(
    '%s is no place for sockets',
    async (path) => {
      await using server = await startTestServer();
      const socket = await openSocket(server.url, path);
      expect(await socket.closed).toMatchObject({ code: 404 });
    },
  );

  test('a refused peer that left its half open kept the connection for ever', async () => {
    await using server = await startTestServer();
    const { hostname, port } = new URL(server.url);
    const peer = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    peer.on('error', () => {});
    const closed = new Promise((resolve) => peer.once('close', resolve));
    peer.write('GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [answer] = await once(peer, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /);
    // What is sent now comes to nobody: the system answers that the connection is gone.
    const sending = setInterval(() => peer.write('x'), 20);
    await closed;
    clearInterval(sending);
  });

  test('a message over 64 KiB ends its socket, one below is answered', async () => {
    await using server = await startTestServer();
    await using socket = await openSocket(server.url, '/trpc');
    const input = { email: 'a', password: 'b'.repeat(60_000) };
    expect(await socket.call('mutation', 'session.token', input)).toMatchObject({
      error: { data: { httpStatus: 400 } },
    });
    socket.ws.send('x'.repeat(64 * 1024 + 1));
    expect(await socket.closed).toMatchObject({ code: 1009 });
  });

  test.each([
    'nonsense',
    '{}',
    '[]',
    'null',
    '{"id":1}',
    '{"id":1,"method":"query"}',
    '{"id":1,"method":"query","params":{"path":"__proto__"}}',
    '{"id":null,"method":"query","params":{"path":"system.info"}}',
  ])('the message %s does no harm', async (message) => {
    await using server = await startTestServer();
    await using socket = await openSocket(server.url, '/trpc');
    socket.ws.send(message);
    socket.ws.send(Buffer.from([0xff, 0xfe]));
    await using other = await openSocket(server.url, '/trpc');
    expect(await other.call('query', 'system.info')).toMatchObject({
      result: { data: { name: 'Sitecast' } },
    });
  });

  test('an address and a principal may hold so many sockets and not one more', async () => {
    await using server = await startTestServer({}, { socketLimits: { perAddress: 4, perPrincipal: 2 } });
    const build = createBuilders(server.app);
    const { token } = await build.token();
    const one = await openSocket(server.url, '/trpc', bearer(token));
    await one.subscribe('workspaces.events');
    await using two = await openSocket(server.url, '/trpc', bearer(token));
    await two.subscribe('workspaces.events');
    const third = await openSocket(server.url, '/trpc', bearer(token));
    expect(await third.closed).toMatchObject({ code: CloseCode.TooManySockets });

    await using _anonymous = await openSocket(server.url, '/device');
    await using _again = await openSocket(server.url, '/device');
    const fifth = await openSocket(server.url, '/device');
    expect(await fifth.closed).toMatchObject({ code: CloseCode.TooManySockets });

    one.ws.close();
    await one.closed;
    await using instead = await openSocket(server.url, '/trpc', bearer(token));
    await instead.subscribe('workspaces.events');
  });
});

describe('who comes in', () => {
  test('credentials that are refused close the socket, and what it asked is not done', async () => {
    await using server = await startTestServer();
    const build = createBuilders(server.app);
    const { id } = await build.device();
    const attempts = [
      openSocket(server.url, '/trpc', bearer('nonsense')),
      openSocket(server.url, '/trpc', { headers: { cookie: 'sitecast=nonsense' } }),
      openSocket(server.url, '/device', device({ id, secret: 'wrong' })),
      openSocket(server.url, '/device', device({ id: '\0', secret: '\0' })),
    ];
    for (const socket of await Promise.all(attempts)) {
      socket.ws.send(JSON.stringify({ id: 1, method: 'mutation', params: { path: 'device.unpair' } }));
      expect(await socket.closed).toMatchObject({ code: CloseCode.Unauthenticated });
      expect(socket.messages).toEqual([]);
    }
  });

  test('each door knows its own: a device no operator’s calls, a token no device’s', async () => {
    await using server = await startTestServer();
    const build = createBuilders(server.app);
    const screen = await build.device();
    const { token } = await build.token();
    await using asDevice = await openSocket(server.url, '/device', device(screen));
    expect(await asDevice.call('query', 'devices.list', {})).toMatchObject({
      error: { data: { httpStatus: 404 } },
    });
    await using asOperator = await openSocket(server.url, '/device', bearer(token));
    expect(await asOperator.call('mutation', 'device.heartbeat')).toMatchObject({
      error: { data: { appCode: 'UNAUTHENTICATED' } },
    });
    await using onTrpc = await openSocket(server.url, '/trpc', device(screen));
    expect(await onTrpc.call('query', 'devices.list', {})).toMatchObject({
      error: { data: { httpStatus: 401 } },
    });
  });

  test('a workspace of others is not found by connection params either', async () => {
    await using server = await startTestServer();
    const build = createBuilders(server.app);
    const [mine, theirs] = [await build.workspace(), await build.workspace()];
    const session = await build.session(await build.user({ memberOf: [{ workspace: mine, role: 'admin' }] }));
    const { params } = bearer(session);
    await using socket = await openSocket(server.url, '/trpc', {
      params: { ...params, workspaceId: theirs.id },
    });
    await expect(socket.subscribe('workspaces.events')).rejects.toThrow('NOT_FOUND');
  });
});

describe('the end of access ends the socket', () => {
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

  test('of a session that is ended from another one', async () => {
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
    // The token comes back, and is told what its owner has to do.
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

  test('of a screen that is unpaired, which is told first', async () => {
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

  test('a client that ignored the close went on giving orders', async () => {
    await using server = await startTestServer();
    const build = createBuilders(server.app);
    const workspace = await build.workspace();
    const owner = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
    const { id, token } = await build.token({ workspace, owner });
    const screen = await build.device({ workspace, name: 'Lobby' });
    const socket = await openSocket(server.url, '/trpc', bearer(token));
    await socket.subscribe('workspaces.events');

    // As a hostile client would: it neither reads the close nor answers it, and keeps on sending.
    socket.ws.pause();
    server.app.revocations.revoke({ kind: 'apiToken', id });
    const input = { deviceId: screen.id, name: 'Taken over' };
    socket.ws.send(JSON.stringify({ id: 9, method: 'mutation', params: { path: 'devices.update', input } }));
    await expect.poll(() => server.sockets, { timeout: 5_000 }).toBe(0);

    const row = await server.app.db.device.findUniqueOrThrow({ where: { id: screen.id } });
    expect(row.name).toBe('Lobby');
    socket.ws.terminate();
  });

  test('a rotated token’s socket ends at once without a grace, and with one when that is over', async () => {
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

  test('a socket ends when its token expires', async () => {
    await using server = await startTestServer();
    const expiresAt = new Date(Date.now() + 1_500);
    const { token } = await createBuilders(server.app).token({ expiresAt });
    const socket = await openSocket(server.url, '/trpc', bearer(token));
    await socket.subscribe('workspaces.events');
    expect(await socket.closed).toMatchObject({ code: CloseCode.Revoked });
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
  });

  test('a newer connection of a screen replaces the older one', async () => {
    await using server = await startTestServer();
    const screen = await createBuilders(server.app).device();
    const first = await openSocket(server.url, '/device', device(screen));
    await first.subscribe('device.messages');
    await using second = await openSocket(server.url, '/device', device(screen));
    await second.subscribe('device.messages');
    expect(await first.closed).toMatchObject({ code: CloseCode.Replaced });
  });
});

test('a peer that answers pings stays and counts as seen; one that has gone silent is dropped', async () => {
  await using server = await startTestServer({}, { socketLimits: { pingEvery: 200, pongWithin: 150 } });
  const lobby = await createBuilders(server.app).device();
  const silent = await openSocket(server.url, '/device');
  silent.ws.pause();
  await using screen = await openSocket(server.url, '/device', device(lobby));
  await screen.subscribe('device.messages');
  const seen: string[] = [];
  server.app.presence.seen = (deviceId) => void seen.push(deviceId);

  await expect.poll(() => server.sockets).toBe(1);
  await expect.poll(() => seen).toContain(lobby.id);
  expect(screen.ws.readyState).toBe(screen.ws.OPEN);
  silent.ws.terminate();
});

test('a session that runs out while its socket is open ends it', async () => {
  let now = new Date();
  await using server = await startTestServer({}, { now: () => now, socketLimits: { revalidateEvery: 200 } });
  const socket = await openSocket(server.url, '/trpc', bearer(await server.login()));
  await socket.subscribe('workspaces.events');
  now = new Date(now.getTime() + 25 * 3_600_000);
  expect(await socket.closed).toMatchObject({ code: CloseCode.Revoked });
});

test('a shutdown tells every client to come back, and closes quickly', async () => {
  const server = await startTestServer();
  const build = createBuilders(server.app);
  const screen = await build.device();
  const { token } = await build.token();
  const sockets = [
    await openSocket(server.url, '/device', device(screen)),
    await openSocket(server.url, '/trpc', bearer(token)),
  ];
  await sockets[0]!.subscribe('device.messages');
  await sockets[1]!.subscribe('workspaces.events');
  await server[Symbol.asyncDispose]();
  for (const socket of sockets) {
    expect(await socket.closed).toMatchObject({ code: CloseCode.ServiceRestart });
    expect(socket.messages.map(({ method }) => method)).toContain('reconnect');
  }
  expect(server.sockets).toBe(0);
});

test('an overlay on its way from REST to the screen, and back to the dashboard', async () => {
  await using server = await startTestServer();
  const build = createBuilders(server.app);
  const workspace = await build.workspace();
  const screen = await build.device({ workspace });
  const { token } = await build.token({ workspace });
  await using player = await openSocket(server.url, '/device', device(screen));
  await using dashboard = await openSocket(server.url, '/trpc', bearer(token));
  expect(await player.subscribe('device.messages')).toMatchObject({ event: 'device:snapshot', overlays: [] });
  expect(await dashboard.subscribe('workspaces.events')).toMatchObject({ event: 'snapshot' });

  const sent = await ask(server.url, '/api/pip', {
    bearer: token,
    json: { device_id: screen.id, type: 'image', uri: 'https://example.com/a.png', duration: 30 },
  });

  expect(sent.json()).toMatchObject({
    success: true,
    target: 'device',
    sent: 1,
    results: [{ status: 'sent' }],
  });
  const { pip_id: pipId } = sent.json();
  await player.find(({ result }) => (result?.data as { pip_id?: string })?.pip_id === pipId);
  await player.call('mutation', 'device.overlayEvent', { pipId, status: 'shown' });
  await dashboard.find(({ result }) => (result?.data as { status?: string })?.status === 'shown');
  expect((await ask(server.url, `/api/pip/${pipId}`, { bearer: token })).json()).toMatchObject({
    active: true,
    deliveries: [{ device_id: screen.id, status: 'shown' }],
  });
});

describe('other rights', () => {
  async function setUp(server: TestServer) {
    const build = createBuilders(server.app);
    const workspace = await build.workspace();
    const member = async (role: 'admin' | 'operator') => {
      const user = await build.user({ memberOf: [{ workspace, role }] });
      return { ...user, session: await build.session(user) };
    };
    const [admin, operator] = [await member('admin'), await member('operator')];
    const change = (method: string, json?: unknown) =>
      ask(server.url, `/api/members/${operator.id}`, { method, json, bearer: admin.session });
    return { build, workspace, admin, operator, change };
  }

  test('a socket that was open went on with the old role', async () => {
    await using server = await startTestServer();
    const { admin, operator, change } = await setUp(server);
    const socket = await openSocket(server.url, '/trpc', bearer(operator.session));
    await using other = await openSocket(server.url, '/trpc', bearer(admin.session));
    await socket.subscribe('workspaces.events');
    await other.subscribe('workspaces.events');

    expect(await change('PATCH', { role: 'viewer' })).toMatchObject({ status: 200 });

    expect(await socket.closed).toMatchObject({ code: CloseCode.RightsChanged });
    // He comes back as who he is now; those whose rights are the same never left.
    await using again = await openSocket(server.url, '/trpc', bearer(operator.session));
    await again.subscribe('workspaces.events');
    const input = { code: '123456', name: 'Lobby' };
    expect(await again.call('mutation', 'devices.pair', input)).toMatchObject({
      error: { data: { httpStatus: 403 } },
    });
    expect(await other.call('query', 'session.me')).toMatchObject({ result: { data: { via: 'session' } } });
  });

  test('who is removed sees nothing more of the workspace, his tokens neither', async () => {
    await using server = await startTestServer();
    const { build, workspace, operator, change } = await setUp(server);
    const { token } = await build.token({ workspace, owner: operator });
    const socket = await openSocket(server.url, '/trpc', bearer(operator.session));
    const byToken = await openSocket(server.url, '/trpc', bearer(token));
    await socket.subscribe('workspaces.events');
    await byToken.subscribe('workspaces.events');

    expect(await change('DELETE')).toMatchObject({ status: 204 });

    expect(await socket.closed).toMatchObject({ code: CloseCode.RightsChanged });
    expect(await byToken.closed).toMatchObject({ code: CloseCode.Revoked });
    await using again = await openSocket(server.url, '/trpc', bearer(operator.session));
    await expect(again.subscribe('workspaces.events')).rejects.toThrow('FORBIDDEN');
  });

  test('a change that changes nothing leaves the socket alone', async () => {
    await using server = await startTestServer();
    const { operator, change } = await setUp(server);
    await using socket = await openSocket(server.url, '/trpc', bearer(operator.session));
    await socket.subscribe('workspaces.events');
    expect(await change('PATCH', { role: 'operator' })).toMatchObject({ status: 200 });
    expect(await socket.call('query', 'session.me')).toMatchObject({ result: { data: { via: 'session' } } });
  });
});
