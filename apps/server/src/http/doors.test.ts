import { randomUUID } from 'node:crypto';
import { createBuilders } from '@sitecast/api/testing';
import type { IRouter } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, ask } from '../../test/http.ts';
import { startTestProvider, type TestProvider } from '../../test/oidc-provider.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { buildTestRoots } from '../../test/web-roots.ts';
import { webApp } from '../app.ts';
import { createConnectionRegistry } from '../connections.ts';
import { createWorkspaceEventStreams } from '../rest/events/events.ts';
import { procedures } from '../rest/procedures.ts';
import { surface } from '../rest/surface.ts';
import { readPages } from './page-table.ts';

/**
 * What people get at every address that is no call: `viewer` is a member of a workspace and no more, `manager` an admin
 * of one, `admin` a platform admin. `login` and `home` lead a person there and tell a program 401 and 403; `none` is 404,
 * as a page to a person and as JSON to a program; `api:…` is JSON, whatever is asked for. `no-entry` tells a person by
 * the portal's page, and a program by 401, how to get in: none of these people is a client.
 */
const doors = `
                             anonymous   viewer   manager   admin
  /                          login       page     page      page
  /screens                   login       page     page      page
  /screens/:deviceId         login       page     page      page
  /groups                    login       page     page      page
  /groups/:groupId           login       page     page      page
  /overlays                  login       page     page      page
  /meters                    login       page     page      page
  /meters/:unitId            login       page     page      page
  /clients                   login       page     page      page
  /alerts                    login       page     page      page
  /projects                  login       page     page      page
  /projects/:projectId       login       page     page      page
  /settings                  302         302      302       302      /settings/members
  /settings/members          login       page     page      page
  /settings/tokens           login       page     page      page
  /settings/branding         login       home     page      home
  /settings/audit            login       home     page      home
  /tokens                    login       page     page      page
  /profile                   302         302      302       302      /tokens
  /account                   login       page     page      page
  /admin/users               login       home     home      page
  /admin/tokens              login       home     home      page
  /admin/audit               login       home     home      page
  /docs                      page        page     page      page
  /login                     page        page     page      page
  /login/link/:token         page        page     page      page
  /reset/:token              page        page     page      page
  /setup                     none        none     none      none
  /player                    player      player   player    player
  /player/icon.svg           file        file     file      file
  /player/nothing            none        none     none      none
  /portal                    no-entry    no-entry no-entry  no-entry
  /portal/location/:id       no-entry    no-entry no-entry  no-entry
  /portal/nothing            no-entry    no-entry no-entry  no-entry
  /portal/enter/:token       no-entry    no-entry no-entry  no-entry
  /portal/access             portal      portal   portal    portal
  /portal/logout             303         303      303       303      /portal/access
  /portal/icon.svg           file        file     file      file
  /portal/logo               api:401     api:401  api:401   api:401
  /projects/:projectId/portal-preview login none none none
  /icon.svg                  file        file     file      file
  /assets/app-3f2a.js        file        file     file      file
  /assets/nothing.js         none        none     none      none
  /nothing                   none        none     none      none
  /screens/1/2               none        none     none      none
  /admin                     none        none     none      none
  /API/users                 none        none     none      none
  /apis                      none        none     none      none
  /auth/oidc/login           302         302      302       302      http://127.0.0.1
  /auth/oidc/callback        302         302      302       302      /login?problem=failed&next=%2F
  /auth/oidc/nothing         api:404     api:404  api:404   api:404
  /api/openapi.json          api:200     api:200  api:200   api:200
  /api                       api:404     api:404  api:404   api:404
  /api/                      api:404     api:404  api:404   api:404
  /api/nothing               api:404     api:404  api:404   api:404
  /auth                      api:404     api:404  api:404   api:404
  /auth/nothing              api:404     api:404  api:404   api:404
  /trpc                      api:404     api:404  api:404   api:404
  /trpc/                     api:404     api:404  api:404   api:404
  /trpc/nothing              api:404     api:404  api:404   api:404
  /portal/trpc/nothing       api:404     api:404  api:404   api:404
  /portal/api                api:401     api:401  api:401   api:401
  /portal/api/nothing        api:401     api:401  api:401   api:401
`;

const accepts: Record<string, { accept?: string; form: 'page' | 'json' }> = {
  'a browser': { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', form: 'page' },
  'HTML alone': { accept: 'text/html', form: 'page' },
  anything: { accept: '*/*', form: 'page' },
  'nothing said': { form: 'page' },
  both: { accept: 'application/json, text/html', form: 'page' },
  'JSON alone': { accept: 'application/json', form: 'json' },
  'JSON above all': { accept: 'application/json, text/plain, */*', form: 'json' },
  'JSON in capitals': { accept: 'Application/JSON', form: 'json' },
};

const [heads, ...lines] = doors
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const rows = lines.map(([path, ...cells]) => ({
  path: path!,
  target: cells[heads!.length],
  outcomes: heads!.map((who, i) => ({ who, outcome: cells[i]! })),
}));

let server: TestServer;
let provider: TestProvider;
let roots: Awaited<ReturnType<typeof buildTestRoots>>;
const cookies: Record<string, string | undefined> = {};

beforeAll(async () => {
  roots = await buildTestRoots();
  provider = await startTestProvider();
  server = await startTestServer({ oidc: provider.config }, { roots });
  provider.register(server.url);
  // Every row comes from one address here.
  server.app.throttles.loginsByAddress.points = Number.MAX_SAFE_INTEGER;
  server.app.throttles.portalEntries.points = Number.MAX_SAFE_INTEGER;
  const build = createBuilders(server.app);
  const workspace = await build.workspace();
  const session = async (options: Parameters<typeof build.user>[0]) =>
    `sitecast=${await build.session(await build.user(options))}`;
  cookies.viewer = await session({ memberOf: [{ workspace, role: 'viewer' }] });
  cookies.manager = await session({ memberOf: [{ workspace, role: 'admin' }] });
  cookies.admin = await session({ platformRole: 'admin' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
  await roots[Symbol.asyncDispose]();
});

function request(path: string, who: string, accept: string | undefined, method = 'GET'): Promise<Answer> {
  return ask(server.url, path, {
    method,
    cookie: cookies[who],
    json: method === 'POST' || method === 'PATCH' ? {} : undefined,
    headers: { 'sec-fetch-site': 'same-origin', ...(accept === undefined ? {} : { accept }) },
  });
}

/** Every outcome of the table, as a person and as a program sees it. */
function expectOutcome(answer: Answer, outcome: string, form: 'page' | 'json', path: string, target = '') {
  const { status, headers, text } = answer;
  const problem = (expected: number) => {
    expect(status).toBe(expected);
    expect(headers['content-type']).toMatch(/^application\/(problem\+)?json/);
    expect(answer.json()).toBeTypeOf('object');
  };
  const leads = (location: string) => {
    expect(status).toBe(302);
    expect(headers.location?.slice(0, location.length)).toBe(location);
  };
  if (outcome.startsWith('api:')) return problem(Number(outcome.slice(4)));
  switch (outcome) {
    case '302':
      return leads(target);
    case 'login':
      return form === 'json' ? problem(401) : leads(`/login?next=${encodeURIComponent(path)}`);
    case 'home':
      if (form === 'page') expect(headers.location).toBe('/');
      return form === 'json' ? problem(403) : leads('/');
    case 'none':
      if (form === 'json') return problem(404);
      return expect({ status, text }).toEqual({ status: 404, text: '<title>dashboard</title>' });
    case 'no-entry':
      if (form === 'json') return problem(401);
      return expect({ status, text }).toEqual({ status: 401, text: '<title>portal</title>' });
    case '303':
      return expect({ status, location: headers.location }).toEqual({ status: 303, location: target });
    case 'file':
      expect(headers['content-type']).not.toContain('html');
      return expect(status).toBe(200);
    default:
      return expect({ status, text }).toEqual({
        status: 200,
        text: `<title>${outcome === 'page' ? 'dashboard' : outcome}</title>`,
      });
  }
}

describe('pages for people, JSON for programs', () => {
  test.each(rows)('$path', async ({ path: pattern, target, outcomes }) => {
    const path = pattern.replaceAll(/:\w+/g, '0199');
    for (const { who, outcome } of outcomes)
      for (const [asks, { accept, form }] of Object.entries(accepts)) {
        const answer = await request(path, who, accept);
        await Promise.resolve()
          .then(() => expectOutcome(answer, outcome, form, path, target))
          .catch((cause) => {
            throw new Error(`${who}, asking for ${asks}: ${cause.message}`, { cause });
          });
      }
  });

  test('every page has its row, with the rights that it has in the server’s table', () => {
    const expected = {
      open: ['page', 'page', 'page', 'page'],
      user: ['login', 'page', 'page', 'page'],
      manager: ['login', 'home', 'page', 'home'],
      admin: ['login', 'home', 'home', 'page'],
    };
    const pages = readPages(roots.dashboard);
    expect(pages).not.toEqual([]);
    for (const { path, access, leadsTo } of pages) {
      const outcomes = rows.find((row) => row.path === path)?.outcomes.map(({ outcome }) => outcome);
      expect(outcomes, path).toEqual(leadsTo === undefined ? expected[access] : Array(4).fill('302'));
    }
  });

  test('a route without a row is noticed', () => {
    const config = { publicUrl: null, trustProxy: 0, oidc: provider.config };
    const covered = new Set<unknown>(
      [rows, surface]
        .flat()
        .map(({ path }) => path)
        .concat(calls.map(({ route }) => route)),
    );
    const { onRevoked } = server.app.revocations;
    const connections = createConnectionRegistry({ onRevoked, onError: server.app.log.error });
    const streams = createWorkspaceEventStreams(server.app, connections);
    const missing = routesOf(webApp(server.app, config, roots, streams).router).filter(
      (path) => !covered.has(path),
    );
    // The one that takes a slash too many away.
    expect(missing).toEqual([/.\/$/]);
  });
});

/** Every call that the server answers, with nothing in it but ids of what there is not. */
const calls = [
  // One that streams goes on.
  ...surface
    .filter(({ answer }) => answer !== 'events')
    .map(({ method, path, procedure }) => ({
      route: path.replaceAll(/\{(\w+)\}/g, ':$1') as string,
      method: method.toUpperCase(),
      access: procedures.get(procedure)!.access as string,
    })),
  { route: '/api/audit.csv', method: 'GET', access: 'user' },
  { route: '/api/units/:unit_id/history.csv', method: 'GET', access: 'workspace:read' },
  { route: '/portal/api/location/:location_id/history.csv', method: 'GET', access: 'portal' },
  ...[...procedures.values()].map(({ path, type, access }) => ({
    route: `${access.startsWith('portal') ? '/portal' : ''}/trpc/${path}`,
    method: type === 'mutation' ? 'POST' : 'GET',
    access,
  })),
].map((call) => ({ ...call, name: `${call.method} ${call.route}` }));

describe('a call is answered in JSON, whatever is asked for', () => {
  // Whoever asks for these can ask once.
  const once = ['session.logout', 'session.logoutEverywhere', 'members.leave'].map((path) => `/trpc/${path}`);

  test.each(calls)('$name', async ({ route, method, access }) => {
    const path = route.replaceAll(/:\w+/g, randomUUID());
    for (const who of once.includes(route) ? ['anonymous'] : ['anonymous', 'viewer', 'admin']) {
      const statuses = new Set<number>();
      for (const { accept } of Object.values(accepts)) {
        const answer = await request(path, who, accept, method);
        statuses.add(answer.status);
        // A file is what it is called.
        if (answer.status === 204 || (answer.status === 200 && route.endsWith('.csv'))) continue;
        expect(answer.headers['content-type']).toMatch(/^application\/(problem\+)?json/);
        expect(answer.json()).toBeTypeOf('object');
      }
      expect(statuses.size, `${who}: ${[...statuses]}`).toBe(1);
      const [status] = statuses;
      if ((who === 'anonymous' && access !== 'public') || access.startsWith('portal'))
        expect(status).toBe(401);
      else if (who === 'viewer' && access === 'admin') expect(status).toBe(403);
      else {
        expect(status).not.toBe(401);
        expect(status).not.toBe(302);
        expect(status).toBeLessThan(500);
      }
    }
  });
});

/** The paths of all routes, as express has them. */
function routesOf(router: IRouter): unknown[] {
  return router.stack.flatMap(({ route, handle }) =>
    route ? [route.path] : 'stack' in handle ? routesOf(handle as unknown as IRouter) : [],
  );
}
