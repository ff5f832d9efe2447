import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let bearer: string;
let deviceId: string;

beforeAll(async () => {
  server = await startTestServer();
  const build = createBuilders(server.app);
  const workspace = await build.workspace();
  const owner = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
  bearer = (await build.token({ workspace, owner })).token;
  deviceId = (await build.device({ workspace })).id;
});
afterAll(() => server.close());

const json = { 'content-type': 'application/json' };
const show = (input: object) => ({
  bearer,
  json: { device_id: deviceId, type: 'web', uri: 'https://a.example', ...input },
});

async function expectProblem(path: string, options: Ask, status: number) {
  const answer = await ask(server.url, path, options);
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('no-store');
  const problem = answer.json();
  expect(problem).toMatchObject({
    type: 'about:blank',
    status,
    title: expect.any(String),
    code: expect.any(String),
  });
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|prisma/i);
  return { ...answer, problem };
}

describe('a body that cannot be read', () => {
  test.each([
    ['cut JSON', '{"type":'],
    ['two values', '{} {}'],
    ['no JSON', 'type=web'],
    ['single quotes', "{'a': 1}"],
    ['a byte that is no UTF-8', Buffer.from([0x22, 0xff, 0x22, 0x7d])],
  ])('%s', async (_, body) => {
    await expectProblem('/api/pip', { bearer, body, headers: json }, 400);
  });

  test.each([null, [], [1], 'text', 1, true])('that is %j, not an object', async (value) => {
    const { problem } = await expectProblem('/api/pip', { bearer, json: value }, 400);
    expect(problem.detail).toBe('The body must be a JSON object.');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('of type %s', async (type) => {
    await expectProblem('/api/pip', { bearer, body: '{}', headers: { 'content-type': type } }, 415);
  });

  test('without a type, or in a charset nobody has', async () => {
    await expectProblem('/api/pip', { bearer, body: '{}' }, 415);
    const headers = { 'content-type': 'application/json; charset=klingon' };
    await expectProblem('/api/pip', { bearer, body: '{}', headers }, 415);
  });

  test('of an encoding that is unknown, or not the one it is in', async () => {
    const encoded = (encoding: string) => ({
      bearer,
      body: '{}',
      headers: { ...json, 'content-encoding': encoding },
    });
    await expectProblem('/api/pip', encoded('klingon'), 415);
    await expectProblem('/api/pip', encoded('gzip'), 400);
  });

  test('over 256 KiB', async () => {
    await expectProblem('/api/pip', show({ title: 'a'.repeat(256 * 1024) }), 413);
    await expectProblem('/api/pip', show({ title: 'a'.repeat(200 * 1024) }), 400);
  });
});

describe('fields', () => {
  test.each([
    [{ type: 'audio' }, 'type'],
    [{ border_radius: -1 }, 'border_radius'],
    [{ position: { x: 101, y: 0 } }, 'position.x'],
    [{ title: '\0' }, 'title'],
    [{ title: '\ud800' }, 'title'],
    [{ surprise: 1 }, 'surprise'],
    [{ constructor: 1 }, 'constructor'],
    [{ '': 1 }, ''],
    [{ borderRadius: 1 }, 'border_radius'],
  ])('%j is refused and named', async (input, path) => {
    const { problem } = await expectProblem('/api/pip', show(input), 400);
    expect(problem.code).toBe('VALIDATION');
    expect(problem.errors).toContainEqual({ path, message: expect.any(String) });
    expect(problem.detail).toContain(path);
  });

  test('in camelCase are told their name here', async () => {
    const { problem } = await expectProblem('/api/pip', show({ titleColor: '#000000' }), 400);
    expect(problem.detail).toContain('title_color');
  });

  test('that would change every object’s prototype do nothing', async () => {
    for (const key of ['__proto__', 'prototype', 'constructor']) {
      const body = `{"device_id":"${deviceId}","type":"web","uri":"https://a.example","${key}":{"polluted":true}}`;
      await expectProblem('/api/pip', { bearer, body, headers: json }, 400);
      await expectProblem(`/api/pip?${key}=polluted`, { bearer }, 400);
      await expectProblem(`/api/pip?${key}[polluted]=1`, { bearer }, 400);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('nested as deeply as their bytes allow took the server’s stack', async () => {
    for (const depth of [21, 50_000]) {
      const body = `{"device_id":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      await expectProblem('/api/pip', { bearer, body, headers: json }, 400);
      const objects = `{"device_id":${'{"a":'.repeat(depth / 5)}1${'}'.repeat(depth / 5)}}`;
      await expectProblem('/api/pip', { bearer, body: objects, headers: json }, 400);
    }
  });

  test('of the same name in path and body: the path says which one is meant', async () => {
    const other = '018f0000-0000-7000-8000-000000000000';
    const options = { method: 'PATCH', bearer, json: { device_id: other, notes: 'x' } };
    const answer = await ask(server.url, `/api/devices/${deviceId}`, options);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.json()).toMatchObject({ id: deviceId, notes: 'x' });
  });
});

describe('a query', () => {
  test.each([
    'limit=0',
    'limit=201',
    'limit=1.5',
    'limit=',
    'limit=abc',
    'limit=1e2',
    `limit=${'9'.repeat(400)}`,
  ])('?%s is refused', async (query) => {
    const { problem } = await expectProblem(`/api/pip?${query}`, { bearer }, 400);
    expect(problem.errors).toMatchObject([{ path: 'limit' }]);
  });

  test.each([
    ['limit=1&limit=2', 'limit'],
    ['active=yes', 'active'],
    ['active=1', 'active'],
    ['cursor=abc', 'cursor'],
    ['cursor=%00', 'cursor'],
    ['device_id=%00', 'device_id'],
    ['deviceId=1', 'device_id'],
    ['surprise', 'surprise'],
    ['to_string=1', 'to_string'],
    ['has_own_property=1', 'has_own_property'],
    ['__proto__=1', '__proto__'],
  ])('?%s is refused and named', async (query, path) => {
    const { problem } = await expectProblem(`/api/pip?${query}`, { bearer }, 400);
    expect(problem.errors).toMatchObject([{ path }]);
  });

  test('with numbers and truth values is read as such', async () => {
    expect(await ask(server.url, '/api/pip?limit=200&active=true', { bearer })).toMatchObject({
      status: 200,
    });
  });
});

describe('a route', () => {
  test.each([
    '/api',
    '/api/',
    '/api/nothing',
    '/api/pip/',
    '/API/pip',
    '/api/Pip',
    '/auth',
    '/auth/',
    '/api//pip',
  ])('%s is unknown', async (path) => {
    const answer = await ask(server.url, path, { bearer, headers: { accept: 'application/json' } });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  test('is unknown to those who are not logged in, too', async () => {
    await expectProblem('/api/nothing', {}, 404);
  });

  test.each([
    '/api/devices/%E0%A4%A',
    '/api/devices/%',
    '/%E0%A4%A',
    '/player/%E0%A4%A',
    '/assets/%00',
    '/%2e%2e/etc/passwd',
  ])('malformed as %s once answered with the stack', async (path) => {
    const answer = await ask(server.url, path, { bearer });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/);
  });

  test.each(['nonsense', '00000000-0000-0000-0000-000000000001', '%00', 'a'.repeat(5_000), '..%2f..%2fetc'])(
    'with the id %s is refused or not found',
    async (id) => {
      for (const path of ['/api/devices/', '/api/pip/'])
        expect([400, 404]).toContain((await ask(server.url, path + id, { bearer })).status);
    },
  );
});

describe('credentials', () => {
  test.each(['Basic YTpi', 'Bearer', 'Bearer  ', 'bearer x y', 'Token abc', `Bearer ${'a'.repeat(8_000)}`])(
    '"%s" are refused',
    async (authorization) => {
      const answer = await ask(server.url, '/api/pip', { headers: { authorization } });
      expect(answer).toMatchObject({
        status: 401,
        headers: {
          'www-authenticate': expect.stringMatching(/^Bearer realm="Sitecast", error="invalid_token"$/),
        },
      });
    },
  );

  test('that are wrong are not repeated in the answer', async () => {
    const secret = 'st_ThisIsASecretThatMustNotComeBackAtAll';
    const answer = await ask(server.url, '/api/pip', { bearer: secret });
    expect(answer.text + JSON.stringify(answer.headers)).not.toContain(secret);
    const login = await ask(server.url, '/auth/token', { json: { email: 'a@b.c', password: secret } });
    expect(login).toMatchObject({ status: 401 });
    expect(login.text).not.toContain(secret);
  });
});
