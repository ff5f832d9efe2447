import { createBuilders } from '@sitecast/api/testing';
import { expect, test } from 'vitest';
import { startTestServer } from '../testing.ts';
import { ask } from '../testing-http.ts';

test('a token has so many requests a minute by all doors together, and is told how many are left', async () => {
  await using server = await startTestServer();
  const build = createBuilders(server.app);
  const [{ token: bearer }, { token: other }] = [await build.token(), await build.token()];
  server.app.throttles.tokenRequests.points = 3;
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
    headers: { 'retry-after': expect.stringMatching(/^\d+$/), ratelimit: expect.stringMatching(/;r=0;/) },
  });
  expect(refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  const byTrpc = await ask(server.url, '/trpc/devices.list?input={}', { bearer });
  expect(byTrpc.status).toBe(429);
  expect(await ask(server.url, '/api/devices', { bearer: other })).toMatchObject({ status: 200 });

  const session = await server.login();
  const person = await ask(server.url, '/api/devices', { bearer: session });
  expect(person.headers).not.toHaveProperty('ratelimit');
});
