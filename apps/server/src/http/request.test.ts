import { createBuilders } from '@sitecast/api/testing';
import { describe, expect, test } from 'vitest';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const publicUrl = 'https://screens.example.com';

describe('a request that acts by a cookie alone', () => {
  /** One unsafe call at each door. None of them gets as far as its rules when it is refused. */
  const calls: [string, Ask][] = [
    ['/trpc/session.logout', { json: {} }],
    ['/trpc/session.logout?batch=1', { json: { 0: {} } }],
    ['/api/tokens', { json: { name: 'CI', scope: 'read' } }],
    ['/api/devices/018f0000-0000-7000-8000-000000000000', { method: 'DELETE' }],
    ['/auth/token', { json: { email: 'a@example.com', password: 'b' } }],
  ];
  const foreign: Record<string, string>[] = [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'SELF', 'sec-fetch-site': 'cross-site' },
  ];
  const own: Record<string, string>[] = [
    { origin: 'SELF' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { origin: 'SELF', 'sec-fetch-site': 'same-origin' },
  ];
  const from = (server: TestServer, headers: Record<string, string>) =>
    headers.origin === 'SELF' ? { ...headers, origin: server.url } : headers;

  test('is refused when it came from a page of another site', async () => {
    await using server = await startTestServer();
    const session = await server.login();
    const cookie = `sitecast=${session}`;
    for (const [path, options] of calls) {
      for (const headers of foreign) {
        const answer = await ask(server.url, path, {
          ...options,
          cookie,
          headers: {
            ...from(server, headers),
            ...(options.json ? { 'content-type': 'application/json' } : {}),
          },
        });
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
        expect(answer.text).toContain('FORBIDDEN');
      }
    }
    expect(await ask(server.url, '/auth/me', { cookie })).toMatchObject({ status: 200 });
  });

  test('is let through when it came from ours', async () => {
    await using server = await startTestServer();
    for (const headers of own) {
      const cookie = `sitecast=${await server.login()}`;
      const sent = { 'content-type': 'application/json', ...from(server, headers) };
      const minted = await ask(server.url, '/api/tokens', {
        json: { name: 'CI', scope: 'read' },
        cookie,
        headers: sent,
      });
      expect(minted).toMatchObject({ status: 201 });
      expect(
        await ask(server.url, '/trpc/session.logout', { json: {}, cookie, headers: sent }),
      ).toMatchObject({
        status: 200,
      });
    }
  });

  test('is no matter with a bearer, which no browser sends by itself', async () => {
    await using server = await startTestServer();
    const bearer = await server.login();
    const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
    const json = { name: 'CI', scope: 'read' };
    expect(await ask(server.url, '/api/tokens', { json, bearer, headers })).toMatchObject({ status: 201 });
  });

  test('cannot be made by GET: a mutation answers 405', async () => {
    await using server = await startTestServer();
    const cookie = `sitecast=${await server.login()}`;
    expect(await ask(server.url, '/trpc/session.logout', { cookie })).toMatchObject({ status: 405 });
    expect(await ask(server.url, '/auth/me', { cookie })).toMatchObject({ status: 200 });
  });
});

describe('the session cookie', () => {
  const login = (server: TestServer) => ask(server.url, '/trpc/session.login', { json: server.admin });

  test('is out of reach of scripts and of other sites, and ends with the session', async () => {
    await using server = await startTestServer();
    const [cookie] = (await login(server)).headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^sitecast=[\w.-]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const expires = Date.parse(/Expires=([^;]+)/.exec(cookie!)![1]!);
    expect(Math.abs(expires - Date.now() - 86_400_000)).toBeLessThan(60_000);
  });

  test('is bound to the host on https', async () => {
    await using server = await startTestServer({ publicUrl });
    const [cookie] = (await login(server)).headers['set-cookie'] as string[];
    expect(cookie).toMatch(
      /^__Host-sitecast=[\w.-]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    const value = cookie!.split(';')[0]!.split('=')[1];
    expect(await ask(server.url, '/auth/me', { cookie: `__Host-sitecast=${value}` })).toMatchObject({
      status: 200,
    });
    expect(await ask(server.url, '/auth/me', { cookie: `sitecast=${value}` })).toMatchObject({ status: 401 });
  });

  test('is taken away by logging out', async () => {
    await using server = await startTestServer();
    const session = await server.login();
    const answer = await ask(server.url, '/trpc/session.logout', {
      json: {},
      cookie: `sitecast=${session}`,
      headers: { 'content-type': 'application/json', origin: server.url },
    });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^sitecast=; .*Expires=Thu, 01 Jan 1970/),
    ]);
    expect(await ask(server.url, '/auth/me', { bearer: session })).toMatchObject({ status: 401 });
  });
});

describe('the client’s address', () => {
  /** Which address the server notes for a use of a token, with these proxies before it. */
  async function noted(trustProxy: number, forwardedFor: string | null) {
    await using server = await startTestServer({ trustProxy });
    const build = createBuilders(server.app);
    const { id, token } = await build.token();
    await ask(server.url, '/api/devices', {
      bearer: token,
      headers: forwardedFor === null ? {} : { 'x-forwarded-for': forwardedFor },
    });
    await server.app.identifier.close();
    const { lastUsedIp } = await server.app.db.apiToken.findUniqueOrThrow({ where: { id } });
    return lastUsedIp;
  }

  test.each([
    [0, null, '127.0.0.1'],
    [0, '203.0.113.9', '127.0.0.1'],
    [1, null, '127.0.0.1'],
    [1, '203.0.113.9', '203.0.113.9'],
    [1, '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    [2, '1.1.1.1, 203.0.113.9, 10.0.0.1', '203.0.113.9'],
    [2, '203.0.113.9', '203.0.113.9'],
  ])('with %i proxies and X-Forwarded-For "%s" is %s', async (trustProxy, forwardedFor, address) => {
    expect(await noted(trustProxy, forwardedFor)).toBe(address);
  });

  test('and the address of the server, as a proxy tells them, are believed only of a proxy', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'screens.example.com' };
    for (const [trustProxy, name] of [
      [0, 'sitecast='],
      [1, '__Host-sitecast='],
    ] as const) {
      await using server = await startTestServer({ trustProxy });
      const answer = await ask(server.url, '/trpc/session.login', {
        json: server.admin,
        headers: { 'content-type': 'application/json', ...headers },
      });
      expect(answer.headers['set-cookie']).toEqual([expect.stringContaining(name)]);
      expect(String(answer.headers['set-cookie']).startsWith(name)).toBe(true);
    }
  });
});

test('a call of tRPC with a host that is none is refused in JSON that says it is', async () => {
  await using server = await startTestServer();
  const answer = await ask(server.url, '/trpc/session.me', { headers: { host: '[' } });
  expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'application/json' } });
  expect(answer.json()).toMatchObject({ error: { data: { appCode: 'VALIDATION' } } });
});
