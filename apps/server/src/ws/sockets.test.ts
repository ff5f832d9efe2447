import { once } from 'node:events';
import { connect } from 'node:net';
import { createBuilders } from '@sitecast/api/testing';
import { CloseCode } from '@sitecast/protocol/close-code';
import { describe, expect, test } from 'vitest';
import { ask } from '../../test/http.ts';
import { startTestServer } from '../../test/server.ts';
import { bearer, device, openSocket } from '../../test/socket.ts';

describe('an incoming socket', () => {
  test('is refused from other sites’ pages, but not from programs without an origin', async () => {
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

  test('with "Origin: null" is refused, also if the host is unreadable', async () => {
    await using server = await startTestServer();
    const socket = await openSocket(server.url, '/trpc', { headers: { origin: 'null', host: ':::' } });
    expect(await socket.closed).toMatchObject({ code: 403 });
  });

  test.each(['/', '/trpc/', '/trpc/system.info', '/Device', '/api/devices', '/%00', '//trpc/x'])(
    '%s accepts no sockets',
    async (path) => {
      await using server = await startTestServer();
      const socket = await openSocket(server.url, path);
      expect(await socket.closed).toMatchObject({ code: 404 });
    },
  );

  test('is destroyed when refused, even if the peer leaves its half open', async () => {
    await using server = await startTestServer();
    const { hostname, port } = new URL(server.url);
    const peer = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    peer.on('error', () => {});
    const closed = new Promise((resolve) => peer.once('close', resolve));
    peer.write('GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [answer] = await once(peer, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /);
    // The system answers anything sent now with a reset.
    const sending = setInterval(() => peer.write('x'), 20);
    await closed;
    clearInterval(sending);
  });

  test('is closed for a message over 64 KiB, and answers a smaller one', async () => {
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
  ])('survives the message %s', async (message) => {
    await using server = await startTestServer();
    await using socket = await openSocket(server.url, '/trpc');
    socket.ws.send(message);
    socket.ws.send(Buffer.from([0xff, 0xfe]));
    await using other = await openSocket(server.url, '/trpc');
    expect(await other.call('query', 'system.info')).toMatchObject({
      result: { data: { name: 'Sitecast' } },
    });
  });

  test('is refused above the limit per IP address and per principal', async () => {
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

test('a peer that answers pings stays connected and counts as seen; a silent one is disconnected', async () => {
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

test('a shutdown tells every client to reconnect, and closes quickly', async () => {
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

test('an overlay travels from REST to the screen, and its status back to the dashboard', async () => {
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
