import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEverybody } from '../../test/firewall/principals.ts';
import { callerFor, type Made, requestOf } from '../../test/firewall/requests.ts';
import { ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { surface } from './surface.ts';

let server: TestServer;
let made: Made;

beforeAll(async () => {
  server = await startTestServer();
  const build = createBuilders(server.app);
  made = { server, build, ...(await createEverybody(server, build)) };
});
afterAll(() => server[Symbol.asyncDispose]());

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];
const paths = [...new Set(surface.map(({ path }) => path))].map((path) => {
  const own = surface.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
  return { path, allowed: [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'] };
});

test.each(paths)('$path says which methods it has', async ({ path, allowed }) => {
  const at = path.replaceAll(/\{\w+\}/g, '018f0000-0000-7000-8000-000000000000');
  const listed = (allow: unknown) => String(allow).split(', ').sort();
  const options = await ask(server.url, at, { method: 'OPTIONS' });
  expect(options).toMatchObject({ status: 204, text: '' });
  expect(listed(options.headers.allow)).toEqual(allowed.toSorted());

  for (const method of methods.filter((one) => !allowed.includes(one))) {
    const answer = await ask(server.url, at, { method });
    expect(answer.status, method).toBe(405);
    expect(listed(answer.headers.allow)).toEqual(allowed.toSorted());
    if (method === 'HEAD') continue;
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  }
});

const reads = surface.filter(({ method }) => method === 'get');

test.each(reads)('HEAD $path answers as GET, without a body', async (route) => {
  const { path } = await requestOf(`GET ${route.path}`, made);
  const credentials = callerFor(route, made);
  const got = await ask(server.url, path, credentials);
  const head = await ask(server.url, path, { ...credentials, method: 'HEAD' });
  expect(got.status).toBe(200);
  expect(head).toMatchObject({ status: 200, text: '' });
  for (const header of ['content-type', 'content-length', 'cache-control'])
    expect(head.headers[header], header).toBe(got.headers[header]);
});
