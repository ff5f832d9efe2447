import { createBuilders, eventually } from '@sitecast/api/testing';
import { signingKey, signPortalSession, signSession } from '@sitecast/auth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, ask } from '../../test/http.ts';
import { startPortalProxy, type TestProxy } from '../../test/portal-proxy.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { openSocket } from '../../test/socket.ts';
import { buildTestRoots } from '../../test/web-roots.ts';

const html = { accept: 'text/html,*/*;q=0.8' };
const KEY = 'a key of at least thirty-two characters';

let server: TestServer;
let proxy: TestProxy;
let roots: Awaited<ReturnType<typeof buildTestRoots>>;
let build: ReturnType<typeof createBuilders>;

beforeAll(async () => {
  roots = await buildTestRoots();
  server = await startTestServer({ secretKey: KEY }, { roots });
  proxy = await startPortalProxy(server.url);
  build = createBuilders(server.app);
  server.app.throttles.portalEntries.points = Number.MAX_SAFE_INTEGER;
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await roots[Symbol.asyncDispose]();
});

/** A client whose meter has just pushed a frame, and an operator who looks after it. */
async function buildSite() {
  const workspace = await build.workspace();
  const client = await build.client({ workspace });
  const project = await build.project({ client });
  const location = await build.location({ project });
  const unit = await build.unit({ at: location });
  server.app.meters.changed(unit.id);
  const operator = await build.session(await build.user({ memberOf: [{ workspace, role: 'admin' }] }));
  const push = (level: number) =>
    ask(server.url, `/api/units/${unit.id}/frames`, {
      bearer: operator,
      json: {
        frames: [{ timestamp: new Date().toISOString(), lp: level, leq: level, measurement_state: 'Start' }],
      },
    });
  return { workspace, client, project, location, unit, operator, push };
}

const cookieOf = ({ headers }: Answer) => String(headers['set-cookie']).split(';')[0]!;
const get = (path: string, cookie?: string, base = server.url) => ask(base, path, { cookie, headers: html });

describe('through a proxy that exposes /portal only', () => {
  test('a client opens the link and sees the level move, until the link is revoked', async () => {
    const { project, location, operator, push } = await buildSite();
    const made = await ask(server.url, `/api/projects/${project.id}/portal-link`, {
      bearer: operator,
      json: { label: 'Mr Lee', expires_in_days: 30 },
    });
    expect(made).toMatchObject({ status: 201 });
    const { id, url } = made.json() as { id: string; url: string };
    expect(new URL(url).pathname).toMatch(/^\/portal\/enter\/[\w-]{43}$/);

    const entered = await get(new URL(url).pathname, undefined, proxy.url);
    expect(entered).toMatchObject({
      status: 302,
      headers: { location: '/portal', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
    });
    const setCookie = String(entered.headers['set-cookie']);
    expect(setCookie).toMatch(
      /^portal_session=[\w.-]+; Path=\/portal; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const days = (Date.parse(/Expires=([^;]+)/.exec(setCookie)![1]!) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
    const cookie = cookieOf(entered);

    expect(await get('/portal', cookie, proxy.url)).toMatchObject({
      status: 200,
      text: '<title>portal</title>',
    });
    expect(await get('/portal/assets/app-3f2a.js', cookie, proxy.url)).toMatchObject({ status: 200 });
    expect(await get(`/portal/location/${location.id}`, cookie, proxy.url)).toMatchObject({ status: 200 });
    const overview = (await get('/portal/api/overview', cookie, proxy.url)).json();
    expect(overview).toMatchObject({ client_name: expect.any(String), projects: [{ id: project.id }] });
    const path = `/portal/api/location/${location.id}`;
    for (const call of [
      '',
      '/recent',
      '/alerts',
      '/history?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
    ])
      expect(await get(path + call, cookie, proxy.url), call).toMatchObject({ status: 200 });
    const csv = await get(
      `${path}/history.csv?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z`,
      cookie,
      proxy.url,
    );
    expect(csv).toMatchObject({ status: 200, text: expect.stringMatching(/^from,to,timezone,laeq_db/) });
    expect(await get('/portal/trpc/portal.session', cookie, proxy.url)).toMatchObject({ status: 200 });

    await using socket = await openSocket(proxy.url, `${path}/stream`, { headers: { cookie } });
    await push(61);
    await socket.find((message) => (message as { lp?: number }).lp === 61);
    await push(62);
    await socket.find((message) => (message as { lp?: number }).lp === 62);
    expect((await get('/portal/api/overview', cookie, proxy.url)).status).toBe(200);

    const revoked = await ask(server.url, `/api/projects/${project.id}/portal-link/${id}/revoke`, {
      method: 'POST',
      bearer: operator,
    });
    expect(revoked).toMatchObject({ status: 200 });
    expect(await socket.closed).toMatchObject({ code: 4403 });
    expect(await get('/portal', cookie, proxy.url)).toMatchObject({
      status: 401,
      text: '<title>portal</title>',
    });
    expect((await get('/portal/api/overview', cookie, proxy.url)).json()).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await get(new URL(url).pathname, undefined, proxy.url)).toMatchObject({ status: 401 });
  });

  test('nothing of the operators can be reached, by no spelling', async () => {
    const { project, operator } = await buildSite();
    const admin = { cookie: `sitecast=${operator}`, headers: html };
    const inside = [
      `/projects/${project.id}/portal-preview`,
      '/projects',
      '/trpc/session.me',
      '/api/projects',
      '/auth/me',
      '/',
    ];
    for (const path of inside) {
      expect((await ask(server.url, path, admin)).status, path).not.toBe(418);
      expect((await fetch(proxy.url + path, { headers: { cookie: admin.cookie } })).status, path).toBe(418);
      for (const way of [
        '/portal/..',
        '/portal/%2e%2e',
        '/portal/%2E%2E%2F',
        '/portal/.%2e',
        '/portal/',
        '/portal/api/..',
        '/portal/trpc/../..',
        '/portal//..//..',
      ]) {
        const answer = await ask(proxy.url, way + path, admin);
        expect([308, 401, 404], way + path).toContain(answer.status);
        expect(answer.headers['set-cookie']).toBeUndefined();
        expect(answer.text).not.toContain(project.name);
      }
    }
    for (const path of [
      '/trpc',
      '/portal/../trpc',
      '/portal/%2e%2e/trpc',
      '/portal/../device',
      '/portal/trpc',
    ]) {
      expect(await upgradeStatus(proxy.url, path, admin.cookie), path).not.toBe(101);
    }
  });
});

/** The status of an upgrade whose path goes out as it is given. */
async function upgradeStatus(base: string, path: string, cookie: string): Promise<number> {
  const { status } = await ask(base, path, {
    cookie,
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  });
  return status;
}

describe('a cookie', () => {
  test('that we have not sealed so is worth nothing: a page for people, JSON for programs', async () => {
    const { client } = await buildSite();
    const link = await build.portalLink({ client });
    const expired = await build.portalLink({ client, expiresAt: new Date() });
    const closed = await build.portalLink({ client: await build.client({ active: false }) });
    const claims = { linkId: link.id, password: null };
    const seal = (at: number, key = KEY) =>
      signPortalSession(signingKey(key), claims, new Date(Date.now() + at));
    expect(await get('/portal', `portal_session=${link.session}`)).toMatchObject({ status: 200 });
    const worthless = {
      tampered: link.session.replace(/\.(.)/, (_, first) => `.${first === 'e' ? 'f' : 'e'}`),
      truncated: link.session.slice(0, -3),
      'of another key': await seal(0, 'another key of at least thirty-two characters'),
      'too old': await seal(-30 * 86_400_000 - 60_000),
      'from the future': await seal(60_000),
      'of a session': await signSession(
        signingKey(KEY),
        { userId: link.id, sessionId: link.id },
        new Date(Date.now() + 60_000),
      ),
      'of an expired link': expired.session,
      'of a client that is deactivated': closed.session,
      'of no link': await signPortalSession(
        signingKey(KEY),
        { linkId: client.id, password: null },
        new Date(),
      ),
      empty: '',
    };
    for (const [what, value] of Object.entries(worthless)) {
      const cookie = `portal_session=${value}`;
      for (const path of ['/portal', '/portal/location/1'])
        expect(await get(path, cookie), what).toMatchObject({ status: 401, text: '<title>portal</title>' });
      for (const path of ['/portal/api/overview', '/portal/api/session', '/portal/api/nothing'])
        expect((await get(path, cookie)).json(), what).toMatchObject({
          status: 401,
          code: 'UNAUTHENTICATED',
        });
    }
    // Neither is it a credential anywhere else, nor another one here.
    const { session } = link;
    expect(await ask(server.url, '/api/projects', { bearer: session })).toMatchObject({ status: 401 });
    expect(await ask(server.url, '/portal/api/overview', { bearer: session })).toMatchObject({ status: 401 });
    expect(await ask(server.url, '/portal/api/overview', { bearer: await server.login() })).toMatchObject({
      status: 401,
    });
  });

  test('is refused from a page of another site, where something would change', async () => {
    const { client } = await buildSite();
    const { session } = await build.portalLink({ client });
    const cookie = `portal_session=${session}`;
    for (const headers of [
      {},
      { origin: 'https://elsewhere.example' },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      for (const path of ['/portal/api/leave', '/portal/trpc/portal.leave', '/portal/logout'])
        expect(
          await ask(server.url, path, {
            method: 'POST',
            cookie,
            headers: { ...headers, 'content-type': 'application/json' },
          }),
          path,
        ).toMatchObject({
          status: 403,
        });
    }
    const left = await ask(server.url, '/portal/api/leave', {
      method: 'POST',
      cookie,
      headers: { origin: server.url },
    });
    expect(left).toMatchObject({
      status: 204,
      headers: {
        'set-cookie': [expect.stringMatching(/^portal_session=; Path=\/portal; Expires=Thu, 01 Jan 1970/)],
      },
    });
    const out = await get('/portal/logout', cookie);
    expect(out).toMatchObject({ status: 303, headers: { location: '/portal/access' } });
    expect(cookieOf(out)).toBe('portal_session=');
  });
});

test('an operator opens the portal in one click, as often as they like', async () => {
  const { project, operator, client } = await buildSite();
  const path = `/projects/${project.id}/portal-preview`;
  const opened = await get(path, `sitecast=${operator}`);
  expect(opened).toMatchObject({
    status: 302,
    headers: { location: '/portal', 'cache-control': 'no-store' },
  });
  await get(path, `sitecast=${operator}`);
  const session = (await get('/portal/api/session', cookieOf(opened))).json();
  expect(session).toMatchObject({ client_name: client.name, preview: true });
  const links = await ask(server.url, `/api/projects/${project.id}/portal-links`, { bearer: operator });
  expect(links.json()).toMatchObject({ items: [{ is_preview: true }] });
  await server.app.db.client.update({ where: { id: client.id }, data: { active: false } });
  expect(await get(path, `sitecast=${operator}`)).toMatchObject({
    status: 409,
    text: expect.stringContaining('This portal is closed'),
  });
});

test('the logo is that of the client’s workspace', async () => {
  const { client, operator } = await buildSite();
  const image = Buffer.from('89504e470d0a1a0a00', 'hex');
  const set = await ask(server.url, '/trpc/branding.setLogo', {
    bearer: operator,
    json: { image: image.toString('base64') },
  });
  expect(set.status).toBe(200);
  const cookie = `portal_session=${(await build.portalLink({ client })).session}`;
  const { branding } = (await get('/portal/api/session', cookie)).json() as {
    branding: { logo_url: string };
  };
  expect(await get(branding.logo_url, cookie)).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
  const other = `portal_session=${(await build.portalLink()).session}`;
  expect(await get(branding.logo_url, other)).toMatchObject({ status: 404 });
});

test('where the pages are not built, a plain one says what to do, in the language of whoever comes', async () => {
  await using bare = await startTestServer({}, { roots: { ...roots, portal: '/nowhere' } });
  const answer = await ask(bare.url, '/portal/enter/nothing', {
    headers: { ...html, 'accept-language': 'de' },
  });
  expect(answer).toMatchObject({ status: 401, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(answer.text).toContain('Fordern Sie einen neuen Link an');
  expect(answer.text).not.toMatch(/<script|<style|style=/);
});

test('another SECRET_KEY ends every session of the portal, and no link', async () => {
  const { client } = await buildSite();
  const { session, token } = await build.portalLink({ client });
  const { dataDir } = server;
  await server.close();
  server = await startTestServer(
    { secretKey: 'a wholly different key of thirty-two characters', dataDir },
    { roots },
  );
  expect(await get('/portal', `portal_session=${session}`)).toMatchObject({ status: 401 });
  const entered = await get(`/portal/enter/${token}`);
  await eventually(async () =>
    expect(await get('/portal', cookieOf(entered))).toMatchObject({ status: 200 }),
  );
});
