import { createBuilders } from '@sitecast/api/testing';
import { CloseCode } from '@sitecast/protocol/close-code';
import { describe, expect, test } from 'vitest';
import { ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { bearer, device, openSocket } from '../../test/socket.ts';

describe('credentials', () => {
  test('that are invalid close the socket, and its calls are not executed', async () => {
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

  test('/device takes devices only, and a device has no access to /trpc', async () => {
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

  test('connection params cannot name somebody else’s workspace', async () => {
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

describe('changed rights', () => {
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

  test('a changed role closes the open sockets of the member only', async () => {
    await using server = await startTestServer();
    const { admin, operator, change } = await setUp(server);
    const socket = await openSocket(server.url, '/trpc', bearer(operator.session));
    await using other = await openSocket(server.url, '/trpc', bearer(admin.session));
    await socket.subscribe('workspaces.events');
    await other.subscribe('workspaces.events');

    expect(await change('PATCH', { role: 'viewer' })).toMatchObject({ status: 200 });

    expect(await socket.closed).toMatchObject({ code: CloseCode.RightsChanged });
    // They reconnect with their new role; members with unchanged rights stay connected.
    await using again = await openSocket(server.url, '/trpc', bearer(operator.session));
    await again.subscribe('workspaces.events');
    const input = { code: '123456', name: 'Lobby' };
    expect(await again.call('mutation', 'devices.pair', input)).toMatchObject({
      error: { data: { httpStatus: 403 } },
    });
    expect(await other.call('query', 'session.me')).toMatchObject({ result: { data: { via: 'session' } } });
  });

  test('a removed member and their tokens lose access to the workspace', async () => {
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

  test('an update without a change keeps the socket open', async () => {
    await using server = await startTestServer();
    const { operator, change } = await setUp(server);
    await using socket = await openSocket(server.url, '/trpc', bearer(operator.session));
    await socket.subscribe('workspaces.events');
    expect(await change('PATCH', { role: 'operator' })).toMatchObject({ status: 200 });
    expect(await socket.call('query', 'session.me')).toMatchObject({ result: { data: { via: 'session' } } });
  });
});
