import { createBuilders } from '@sitecast/api/testing';
import { signLoginAttempt, verifyLoginAttempt } from '@sitecast/auth';
import { describe, expect, test } from 'vitest';
import { type Answer, ask } from '../../test/http.ts';
import { startTestProvider, type TestProvider } from '../../test/oidc-provider.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

/** Both servers, and a user who has never come by single sign-on. */
async function start() {
  const provider = await startTestProvider();
  const server = await startTestServer({ oidc: provider.config, logLevel: 'silent' });
  provider.register(server.url);
  const builders = createBuilders(server.app);
  const ada = await builders.user({ email: 'ada@example.com' });
  return {
    provider,
    server,
    builders,
    ada,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

function cookieOf(answer: Answer, name: string): string | undefined {
  const all = (answer.headers['set-cookie'] ?? []) as string[];
  return all.map((cookie) => cookie.split(';')[0]!).find((cookie) => cookie.startsWith(`${name}=`));
}

/** What the browser holds when the provider has sent it back, one step before the end. */
async function arrive(server: TestServer, provider: TestProvider, next = '/screens') {
  const begun = await ask(server.url, `/auth/oidc/login?next=${encodeURIComponent(next)}`);
  expect(begun).toMatchObject({ status: 302, headers: { 'cache-control': 'no-store' } });
  const callback = await provider.visit(String(begun.headers.location));
  return { callback, cookie: cookieOf(begun, 'sitecast-login')! };
}

async function logIn(server: TestServer, provider: TestProvider, next?: string): Promise<Answer> {
  const { callback, cookie } = await arrive(server, provider, next);
  return ask(server.url, callback, { cookie });
}

function expectRefused(answer: Answer, problem: string, next = '/screens') {
  expect(answer).toMatchObject({
    status: 302,
    headers: { location: `/login?problem=${problem}&next=${encodeURIComponent(next)}` },
  });
  expect(cookieOf(answer, 'sitecast')).toBeUndefined();
}

const auditOf = (server: TestServer, action: string) =>
  server.app.db.auditEvent.findMany({ where: { action }, orderBy: { id: 'asc' } });

test('a user with the verified address is logged in and taken to the page they wanted', async () => {
  await using all = await start();
  const { server, provider, ada } = all;

  const answer = await logIn(server, provider, '/screens?code=123456');

  expect(answer).toMatchObject({ status: 302, headers: { location: '/screens?code=123456' } });
  const me = await ask(server.url, '/auth/me', { cookie: cookieOf(answer, 'sitecast')! });
  expect(me.json()).toMatchObject({ user_id: ada.id });
  expect(await auditOf(server, 'user.login')).toMatchObject([
    { actorId: ada.id, resourceId: ada.id, details: { via: 'oidc' } },
  ]);
  expect(await auditOf(server, 'user.identity_linked')).toHaveLength(1);
  expect(answer.headers['set-cookie']).toContainEqual(expect.stringMatching(/^sitecast-login=; .*1970/));
});

test('a linked user stays the same when their address changes, even to an unverified one', async () => {
  await using all = await start();
  const { server, provider, ada } = all;
  await logIn(server, provider);
  provider.person = { subject: 'ada-1', email: 'lovelace@example.com', verified: false };

  const answer = await logIn(server, provider);

  const me = await ask(server.url, '/auth/me', { cookie: cookieOf(answer, 'sitecast')! });
  expect(me.json()).toMatchObject({ user_id: ada.id });
  expect(await auditOf(server, 'user.identity_linked')).toHaveLength(1);
});

describe('refused, with a reason for the page and the audit log, is', () => {
  test('a person without an invitation; no user is created', async () => {
    await using all = await start();
    const { server, provider } = all;
    provider.person = { subject: 'eve-1', email: 'eve@example.com', verified: true };
    expectRefused(await logIn(server, provider), 'unknown');
    expect(await server.app.db.user.findUnique({ where: { email: 'eve@example.com' } })).toBeNull();
    expect(await auditOf(server, 'user.login_failed')).toMatchObject([
      { actorLabel: 'eve@example.com', resourceId: null, details: { via: 'oidc', reason: 'unknown' } },
    ]);
  });

  test('an address that the provider does not vouch for', async () => {
    await using all = await start();
    const { server, provider } = all;
    provider.person = { subject: 'eve-1', email: 'ada@example.com', verified: false };
    expectRefused(await logIn(server, provider), 'unverified');
    expect(await server.app.db.userIdentity.count()).toBe(0);
  });

  test('a second person to whom the provider has given the address of a linked one', async () => {
    await using all = await start();
    const { server, provider } = all;
    await logIn(server, provider);
    provider.person = { subject: 'ada-2', email: 'ada@example.com', verified: true };
    expectRefused(await logIn(server, provider), 'unknown');
  });

  test.each(['before their first login', 'after being linked'])('a user deactivated %s', async (when) => {
    await using all = await start();
    const { server, provider, ada } = all;
    if (when === 'after being linked') await logIn(server, provider);
    await server.app.db.user.update({ where: { id: ada.id }, data: { active: false } });
    expectRefused(await logIn(server, provider), 'deactivated');
    expect(await auditOf(server, 'user.login_failed')).toMatchObject([
      { resourceId: ada.id, details: { via: 'oidc', reason: 'deactivated' } },
    ]);
  });

  test('a callback that is sent again', async () => {
    await using all = await start();
    const { server, provider } = all;
    const { callback, cookie } = await arrive(server, provider);
    expect((await ask(server.url, callback, { cookie })).headers.location).toBe('/screens');
    expectRefused(await ask(server.url, callback, { cookie }), 'failed');
  });

  test('a callback in a browser that has not begun a login, or another one', async () => {
    await using all = await start();
    const { server, provider } = all;
    const one = await arrive(server, provider);
    const other = await arrive(server, provider);
    expectRefused(await ask(server.url, one.callback), 'failed', '/');
    expectRefused(await ask(server.url, one.callback, { cookie: other.cookie }), 'failed');
    expectRefused(await ask(server.url, one.callback, { cookie: `${one.cookie}x` }), 'failed', '/');
  });

  test.each(['state', 'nonce', 'codeVerifier'] as const)('an answer whose %s is another', async (part) => {
    await using all = await start();
    const { server, provider } = all;
    const { callback, cookie } = await arrive(server, provider);
    const attempt = (await verifyLoginAttempt(server.app.key, cookie.split('=')[1]!))!;
    const inAMinute = new Date(Date.now() + 60_000);
    const changed = await signLoginAttempt(
      server.app.key,
      { ...attempt, [part]: 'x'.repeat(attempt[part].length) },
      inAMinute,
    );
    expectRefused(await ask(server.url, callback, { cookie: `sitecast-login=${changed}` }), 'failed');
  });

  test('a login that took too long', async () => {
    await using all = await start();
    const { server, provider } = all;
    const { callback, cookie } = await arrive(server, provider);
    const attempt = (await verifyLoginAttempt(server.app.key, cookie.split('=')[1]!))!;
    const late = await signLoginAttempt(server.app.key, attempt, new Date(Date.now() - 1_000));
    expectRefused(await ask(server.url, callback, { cookie: `sitecast-login=${late}` }), 'failed', '/');
  });

  test('whoever tries too often', async () => {
    await using all = await start();
    const { server } = all;
    for (let count = 0; count < 30; count++) await ask(server.url, '/auth/oidc/callback');
    expectRefused(await ask(server.url, '/auth/oidc/callback'), 'busy', '/');
  });
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example', 'javascript:x'])(
  'nobody is led to another site by next=%s',
  async (next) => {
    await using all = await start();
    expect((await logIn(all.server, all.provider, next)).headers.location).toBe('/');
  },
);

test('what leads to another site is no path when it comes back, either', async () => {
  await using all = await start();
  const { server, provider } = all;
  const { callback, cookie } = await arrive(server, provider);
  const attempt = (await verifyLoginAttempt(server.app.key, cookie.split('=')[1]!))!;
  const hostile = { ...attempt, next: '//evil.example' };
  const changed = await signLoginAttempt(server.app.key, hostile, new Date(Date.now() + 60_000));
  const answer = await ask(server.url, callback, { cookie: `sitecast-login=${changed}` });
  expect(answer.headers.location).toBe('/');
});

test('the attempt is no session, and a session no attempt', async () => {
  await using all = await start();
  const { server, provider } = all;
  const { callback, cookie } = await arrive(server, provider);
  const attempt = cookie.split('=')[1]!;
  expect(await ask(server.url, '/auth/me', { cookie: `sitecast=${attempt}` })).toMatchObject({ status: 401 });
  const session = await server.login();
  expectRefused(await ask(server.url, callback, { cookie: `sitecast-login=${session}` }), 'failed', '/');
});

test('the cookie of an attempt is out of reach of scripts, and bound to the host on https', async () => {
  await using provider = await startTestProvider();
  const publicUrl = 'https://screens.example.com';
  await using server = await startTestServer({ oidc: provider.config, publicUrl });
  provider.register(publicUrl);
  const begun = await ask(server.url, '/auth/oidc/login');
  expect(begun.headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-sitecast-login=[\w.-]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ]);
  const { searchParams } = new URL(String(begun.headers.location));
  expect(Object.fromEntries(searchParams)).toMatchObject({
    redirect_uri: `${publicUrl}/auth/oidc/callback`,
    response_type: 'code',
    code_challenge_method: 'S256',
  });
});

test('while the provider is away the server runs, says so, and asks again the next time', async () => {
  await using provider = await startTestProvider();
  await using server = await startTestServer({ oidc: provider.config, logLevel: 'silent' });
  expect(await ask(server.url, '/auth/oidc/login?next=%2Fscreens')).toMatchObject({
    status: 302,
    headers: { location: '/login?problem=unavailable&next=%2Fscreens' },
  });
  expect(await ask(server.url, '/api/health')).toMatchObject({ status: 200 });

  provider.register(server.url);
  const begun = await ask(server.url, '/auth/oidc/login');
  expect(String(begun.headers.location)).toContain(provider.config.issuer);
});

test('the login page is told whether there is single sign-on; without it there are no such addresses', async () => {
  const offered = async (server: TestServer) =>
    (await ask(server.url, '/trpc/session.loginOptions')).json() as { result: { data: object } };
  await using all = await start();
  expect((await offered(all.server)).result.data).toMatchObject({ singleSignOn: true });
  await using plain = await startTestServer();
  expect((await offered(plain)).result.data).toMatchObject({ singleSignOn: false });
  for (const path of ['/auth/oidc/login', '/auth/oidc/callback'])
    expect(await ask(plain.url, path)).toMatchObject({ status: 404 });
});
