import { createBuilders } from '@sitecast/api/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../test/http.ts';
import { startTestServer } from '../../test/server.ts';
import { buildTestRoots } from '../../test/web-roots.ts';

const roots = { dashboard: '', player: '', portal: '' };

beforeAll(async () => {
  const built = await buildTestRoots();
  Object.assign(roots, built);
  return () => built[Symbol.asyncDispose]();
});

const html = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
const json = { headers: { accept: 'application/json' } };
const dashboard = { status: 200, text: '<title>dashboard</title>' };

describe('somebody who is not logged in', () => {
  test.each([
    ['/', '/login?next=%2F'],
    ['/screens?code=123456', '/login?next=%2Fscreens%3Fcode%3D123456'],
    ['/screens/1?a=1&b=%2F', '/login?next=%2Fscreens%2F1%3Fa%3D1%26b%3D%252F'],
    ['/admin/tokens?user=1', '/login?next=%2Fadmin%2Ftokens%3Fuser%3D1'],
  ])('is sent from %s to %s', async (path, location) => {
    await using server = await startTestServer({}, { roots });
    expect(await ask(server.url, path, html)).toMatchObject({
      status: 302,
      headers: { location, 'cache-control': 'no-store' },
    });
  });

  test('is sent there with a session that has ended, too', async () => {
    await using server = await startTestServer({}, { roots });
    for (const cookie of ['sitecast=nonsense', 'sitecast=', '__Host-sitecast=x'])
      expect(await ask(server.url, '/screens', { cookie })).toMatchObject({ status: 302 });
  });

  test('gets the login page, the player and the files of both', async () => {
    await using server = await startTestServer({}, { roots });
    expect(await ask(server.url, '/login?next=%2Fscreens', html)).toMatchObject(dashboard);
    expect(await ask(server.url, '/player', html)).toMatchObject({
      status: 200,
      text: '<title>player</title>',
    });
    expect(await ask(server.url, '/assets/app-3f2a.js')).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
    for (const path of ['/icon.svg', '/player/icon.svg'])
      expect(await ask(server.url, path)).toMatchObject({
        status: 200,
        headers: { 'cache-control': 'no-cache' },
      });
  });
});

test('a slash too many at the end is taken away, and never leads to another site', async () => {
  await using server = await startTestServer({}, { roots });
  for (const [path, location] of [
    ['/player/', '/player'],
    ['/screens/?code=123456', '/screens?code=123456'],
  ] as const) {
    expect(await ask(server.url, path, html)).toMatchObject({ status: 308, headers: { location } });
  }
  for (const path of ['//evil.example/', '/\\evil.example/', '/player//']) {
    expect((await ask(server.url, path, html)).status).not.toBe(308);
  }
});

test('the page of a link to set a password or to log in is open, and its address is kept nowhere', async () => {
  await using server = await startTestServer({}, { roots });
  for (const path of ['/reset/rl_0123', '/login/link/rl_0123'])
    expect(await ask(server.url, path, html)).toMatchObject({
      ...dashboard,
      headers: { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
  for (const path of ['/reset', '/login/link', '/login/other'])
    expect(await ask(server.url, path, html)).toMatchObject({ status: 404 });
});

test('an API token opens no page', async () => {
  await using server = await startTestServer({}, { roots });
  const { token } = await createBuilders(server.app).token();
  expect(await ask(server.url, '/', { bearer: token })).toMatchObject({ status: 302 });
});

test.each(['/nothing', '/screens/1/2', '/Screens', '/index.html/x', '/.env', '/assets/'])(
  '%s is no page: 404, with the page that says so',
  async (path) => {
    await using server = await startTestServer({}, { roots });
    expect(await ask(server.url, path, html)).toMatchObject({ ...dashboard, status: 404 });
    const answer = await ask(server.url, path, json);
    expect(answer).toMatchObject({ status: 404 });
    expect(answer.json()).toMatchObject({ code: 'NOT_FOUND' });
  },
);

test.each([
  '/../package.json',
  '/..%2fpackage.json',
  '/assets/..%2f..%2fplayer/index.html',
  '/%2e%2e/%2e%2e/etc/passwd',
])('nothing outside the built apps is served at %s', async (path) => {
  await using server = await startTestServer({}, { roots });
  const answer = await ask(server.url, path, html);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).not.toMatch(/root:|"name"|player/);
});

describe('the setup', () => {
  test('is where every page leads while there is no user, and is gone after it', async () => {
    await using server = await startTestServer({ firstAdmin: null }, { roots });
    for (const path of ['/', '/login', '/screens', '/admin/users', '/reset/rl_0123', '/nothing'])
      expect(await ask(server.url, path, html)).toMatchObject({
        status: 302,
        headers: { location: '/setup' },
      });
    expect(await ask(server.url, '/', json)).toMatchObject({ status: 401 });
    expect(await ask(server.url, '/setup', html)).toMatchObject(dashboard);
    expect(await ask(server.url, '/player', html)).toMatchObject({ status: 200 });

    const done = await ask(server.url, '/trpc/setup.complete', {
      json: {
        code: server.setupCode,
        email: 'ada@example.com',
        name: 'Ada',
        password: 'a long walk by the sea',
        workspaceName: 'Harbour',
      },
    });

    expect(done).toMatchObject({ status: 200 });
    const [cookie] = (done.headers['set-cookie'] as string[])[0]!.split(';');
    expect(await ask(server.url, '/', { ...html, cookie })).toMatchObject(dashboard);
    expect(await ask(server.url, '/', html)).toMatchObject({
      status: 302,
      headers: { location: '/login?next=%2F' },
    });
    expect(await ask(server.url, '/setup', html)).toMatchObject({ status: 404 });
  });

  test('has no code to tell once it is done', async () => {
    await using server = await startTestServer({}, { roots });
    expect(server.setupCode).toBeNull();
  });
});

test('every page has the headers that guard it; only the player may be framed, by ourselves', async () => {
  await using server = await startTestServer({}, { roots });
  const policy = async (path: string) => {
    const { headers } = await ask(server.url, path, html);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
    return String(headers['content-security-policy']);
  };
  for (const path of ['/login', '/nothing', '/api/health', '/']) {
    expect(await policy(path)).toContain("script-src 'self'");
    expect(await policy(path)).toContain("frame-ancestors 'none'");
  }
  expect(await policy('/player')).toContain("frame-ancestors 'self'");
  await using https = await startTestServer({ publicUrl: 'https://screens.example.com' }, { roots });
  expect((await ask(https.url, '/login')).headers).toHaveProperty('strict-transport-security');
});

test('a page that is not built yet says how to build it', async () => {
  await using server = await startTestServer(
    {},
    { roots: { dashboard: '/nowhere', player: '/nowhere', portal: '/nowhere' } },
  );
  expect(await ask(server.url, '/login', html)).toMatchObject({
    status: 503,
    text: expect.stringContaining('npm start'),
  });
});
