import { createBuilders } from '@sitecast/api/testing';
import { createTestDatabase } from '@sitecast/db/testing';
import { CloseCode } from '@sitecast/realtime';
import { describe, expect, test } from 'vitest';
import { startTestServer } from './testing.ts';
import { ask } from './testing-http.ts';
import { openSocket } from './ws/testing-socket.ts';

const { TEST_DATABASE_URL, TEST_NATS_URL } = process.env;

/** Two servers that share a database and a bus, as two processes of one installation do. */
async function startTwo() {
  const database = await createTestDatabase({ kind: 'postgresql' });
  const config = {
    databaseUrl: database.url,
    natsUrl: TEST_NATS_URL!,
    secretKey: 'a key that both of them have, and nobody else',
  };
  const a = await startTestServer(config);
  const b = await startTestServer(config);
  return {
    a,
    b,
    build: createBuilders(a.app),
    async [Symbol.asyncDispose]() {
      await Promise.all([a[Symbol.asyncDispose](), b[Symbol.asyncDispose]()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(!TEST_DATABASE_URL || !TEST_NATS_URL)('two servers on PostgreSQL and NATS', () => {
  test('an overlay sent at one reaches the screen that is connected to the other', async () => {
    await using both = await startTwo();
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

  test('a screen that comes back at the other server is replaced at the first', async () => {
    await using both = await startTwo();
    const { a, b, build } = both;
    const { id: deviceId, secret } = await build.device();
    const first = await openSocket(a.url, '/device', { params: { deviceId, secret } });
    await first.subscribe('device.messages');
    await using second = await openSocket(b.url, '/device', { params: { deviceId, secret } });
    await second.subscribe('device.messages');
    expect(await first.closed).toMatchObject({ code: CloseCode.Replaced });
  });

  test('what is revoked at one is refused at the other at once, and its sockets there are closed', async () => {
    await using both = await startTwo();
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

  test('started at once on an empty database they make one first admin', async () => {
    await using database = await createTestDatabase({ kind: 'postgresql' });
    const config = { databaseUrl: database.url, natsUrl: TEST_NATS_URL!, secretKey: 'x'.repeat(40) };
    const servers = await Promise.all([startTestServer(config), startTestServer(config)]);
    expect(await database.db.user.count()).toBe(1);
    for (const server of servers) expect(await server.login()).toEqual(expect.any(String));
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  });
});
