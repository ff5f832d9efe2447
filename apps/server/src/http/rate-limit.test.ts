import { createBuilders } from '@sitecast/api/testing';
import { expect, test } from 'vitest';
import { ask } from '../../test/http.ts';
import { startTestServer } from '../../test/server.ts';
import { openSocket } from '../../test/socket.ts';

/** A server on which tokens may ask three times a minute, as its administrator has set. */
async function startStrict() {
  const server = await startTestServer();
  const session = await server.login();
  const settings = { method: 'PATCH', json: { token_requests_per_minute: 3 }, bearer: session };
  expect(await ask(server.url, '/api/settings', settings)).toMatchObject({ status: 200 });
  return Object.assign(server, { session, build: createBuilders(server.app) });
}

test('a token has so many requests a minute by all doors together, and is told how many are left', async () => {
  await using server = await startStrict();
  const { build, session } = server;
  const [{ token: bearer }, { token: other }] = [await build.token(), await build.token()];
  const policy = '"token";q=3;w=60';

  for (const [path, left] of [
    ['/api/devices', 2],
    ['/trpc/devices.list?input={}', 1],
    ['/api/tokens', 0],
  ] as const) {
    const answer = await ask(server.url, path, { bearer });
    expect(answer.headers).toMatchObject({ 'ratelimit-policy': policy });
    expect(answer.headers.ratelimit).toMatch(new RegExp(`^"token";r=${left};t=\\d+$`));
  }
  const refused = await ask(server.url, '/api/devices', { bearer });
  expect(refused).toMatchObject({
    status: 429,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'retry-after': expect.stringMatching(/^[1-9]\d?$/),
      'ratelimit-policy': policy,
      ratelimit: expect.stringMatching(/;r=0;/),
    },
  });
  expect(refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  const byTrpc = await ask(server.url, '/trpc/devices.list?input={}', { bearer });
  expect(byTrpc).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) } });
  expect(await ask(server.url, '/api/devices', { bearer: other })).toMatchObject({ status: 200 });

  const person = await ask(server.url, '/api/devices', { bearer: session });
  expect(person.headers).not.toHaveProperty('ratelimit');
});

test('calls that were put into one request got round the limit', async () => {
  await using server = await startStrict();
  const { token: bearer } = await server.build.token();
  const batch = (calls: number) =>
    ask(
      server.url,
      `/trpc/${Array(calls).fill('devices.list').join(',')}?batch=1&input=${encodeURIComponent(
        JSON.stringify(Object.fromEntries(Array.from({ length: calls }, (_, n) => [n, {}]))),
      )}`,
      { bearer },
    );
  const first = await batch(2);
  expect(first.status).toBe(200);
  expect(first.headers.ratelimit).toMatch(/^"token";r=1;/);
  expect(await batch(2)).toMatchObject({ status: 429 });
});

test('calls over a socket got round the limit', async () => {
  await using server = await startStrict();
  const { token } = await server.build.token();
  await using socket = await openSocket(server.url, '/trpc', {
    params: { authorization: `Bearer ${token}` },
  });
  for (let i = 0; i < 3; i++)
    expect(await socket.call('query', 'devices.list', {})).not.toHaveProperty('error');
  expect(await socket.call('query', 'devices.list', {})).toMatchObject({
    error: { data: { appCode: 'TOO_MANY_REQUESTS', retryAfter: expect.any(Number) } },
  });
  expect(await ask(server.url, '/api/devices', { bearer: token })).toMatchObject({ status: 429 });

  await using person = await openSocket(server.url, '/trpc', {
    params: { authorization: `Bearer ${server.session}` },
  });
  for (let i = 0; i < 5; i++) expect(await person.call('query', 'session.me')).not.toHaveProperty('error');
});

test('a higher limit lets a token that was refused go on at once', async () => {
  await using server = await startStrict();
  const { token: bearer } = await server.build.token();
  const asking = async () => (await ask(server.url, '/api/devices', { bearer })).status;
  expect([await asking(), await asking(), await asking(), await asking()]).toEqual([200, 200, 200, 429]);
  const settings = { method: 'PATCH', json: { token_requests_per_minute: 10 }, bearer: server.session };
  await ask(server.url, '/api/settings', settings);
  expect(await asking()).toBe(200);
  const got = await ask(server.url, '/api/settings', { bearer: server.session });
  expect(got.json()).toMatchObject({ token_requests_per_minute: 10 });
});
