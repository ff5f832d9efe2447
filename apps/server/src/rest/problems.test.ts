import { createBuilders } from '@sitecast/api/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEverybody } from '../../test/firewall/principals.ts';
import { callerFor, type Made, requestOf } from '../../test/firewall/requests.ts';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { surface } from './surface.ts';

let server: TestServer;
let made: Made;

beforeAll(async () => {
  // What fails below is meant to: nobody has to read it.
  server = await startTestServer({}, { log: pino({ level: 'silent' }) });
  const build = createBuilders(server.app);
  made = { server, build, ...(await createEverybody(server, build)) };
});
// Its database is closed by then, and it says what it could not write.
afterAll(() => server[Symbol.asyncDispose]().then(null, () => {}));

const routes = surface.map((route) => ({ ...route, name: `${route.method.toUpperCase()} ${route.path}` }));

function headersOf({ bearer, cookie }: Pick<Ask, 'bearer' | 'cookie'>): Record<string, string> {
  return {
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    ...(cookie === undefined ? {} : { cookie, 'sec-fetch-site': 'same-origin' }),
  };
}

function expectProblem(text: string, headers: Record<string, unknown>, problem: object): void {
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
  const { errors: _, ...told } = JSON.parse(text) as Record<string, unknown>;
  expect(told).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    detail: expect.any(String),
    ...problem,
  });
}

test.concurrent.each(routes.filter(({ method, accepts }) => method !== 'get' && accepts === 'json'))(
  '$name refuses a body that it cannot read',
  async (route) => {
    const method = route.method.toUpperCase();
    const credentials = callerFor(route, made);
    const at = route.path.replaceAll(/\{\w+\}/g, '018f0000-0000-7000-8000-000000000000');
    const type = (name: string) => ({ headers: { 'content-type': name } });
    for (const [body, options, problem] of [
      ['{"name":', type('application/json'), { status: 400, code: 'VALIDATION' }],
      ['[]', type('application/json'), { status: 400, code: 'VALIDATION' }],
      ['{"surprise":1}', type('application/json'), { status: 400, code: 'VALIDATION' }],
      ['name=x', type('application/x-www-form-urlencoded'), { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
      ['{}', {}, { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
      [`"${'a'.repeat(256 * 1024)}"`, type('application/json'), { status: 413, code: 'TOO_LARGE' }],
    ] as const) {
      const answer = await fetch(server.url + at, {
        method,
        body: new TextEncoder().encode(body),
        headers: {
          ...headersOf(credentials),
          ...('headers' in options && options.headers),
        },
      });
      expectProblem(await answer.text(), Object.fromEntries(answer.headers), problem);
    }
  },
);

test.concurrent.each(routes.filter(({ path }) => path.includes('{')))(
  '$name refuses an id that is none',
  async (route) => {
    const [{ path: valid }, names] = [
      await requestOf(route.name, made),
      [...route.path.matchAll(/\{(\w+)\}/g)],
    ];
    const [parts, values] = [route.path.split('/'), valid.split('?')[0]!.split('/')];
    for (const [braced, name] of names)
      for (const id of ['me', '0', 'null', '%00', '018f0000-0000-7000-8000-00000000000', 'x'.repeat(1_000)]) {
        const at = values.map((value, i) => (parts[i] === braced ? id : value)).join('/');
        const answer = await ask(server.url, at, {
          method: route.method.toUpperCase(),
          ...callerFor(route, made),
        });
        expect(answer.status, at).toBe(400);
        const { errors } = answer.json() as { errors: { path: string }[] };
        expect(errors.map(({ path }) => path)).toContain(name);
      }
  },
);

test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s of what is not there',
  async (method) => {
    for (const path of ['/api/nothing', '/api/devices/1/2/3', '/auth/nothing', '/api/agency']) {
      const answer = await ask(server.url, path, { method });
      expect(answer.status).toBe(404);
      if (method !== 'HEAD') expectProblem(answer.text, answer.headers, { status: 404, code: 'NOT_FOUND' });
    }
  },
);

describe('a failure of the server’s own', () => {
  /** What needs no database, or not each time. */
  const unaffected = [
    'GET /api/health',
    'GET /auth/me',
    'GET /api/events',
    'GET /api/settings',
    'POST /portal/api/leave',
  ];

  test('tells nothing of what is inside', { timeout: 60_000 }, async () => {
    const prepared = [];
    for (const route of routes) {
      if (unaffected.includes(route.name)) continue;
      // Known from now on, so that it isn't the look-up of who asks that fails.
      await ask(server.url, '/auth/me', callerFor(route, made));
      prepared.push({
        ...route,
        ...(await requestOf(route.name, made)),
        credentials: callerFor(route, made),
      });
    }
    await server.app.db.close();
    for (const { name, path, json, body, headers, credentials } of prepared) {
      const answer = await fetch(server.url + path, {
        method: name.split(' ')[0],
        headers: { ...headersOf(credentials), 'content-type': 'application/json', ...headers },
        body: body ?? (json === undefined ? undefined : JSON.stringify(json)),
      });
      const text = await answer.text();
      expect(answer.status, `${name} ${text}`).toBe(500);
      const detail = 'Internal server error';
      expectProblem(text, Object.fromEntries(answer.headers), {
        ...{ status: 500, code: 'INTERNAL', title: detail, detail },
      });
    }
  });
});
