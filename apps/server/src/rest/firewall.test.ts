import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callers, expectations } from '../../test/firewall/expectations.ts';
import { type Caller, createEverybody } from '../../test/firewall/principals.ts';
import { type Made, requestOf } from '../../test/firewall/requests.ts';
import { type Answer, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { surface } from './surface.ts';

const routes = surface.map((route) => ({ ...route, name: `${route.method.toUpperCase()} ${route.path}` }));

test('every route has its expectations, and all expectations have their route', () => {
  expect(expectations.map(({ route }) => route).sort()).toEqual(routes.map(({ name }) => name).sort());
});

test('routes for users answer every token 401', () => {
  for (const { name, audience, status } of routes) {
    const { statusFor } = expectations.find(({ route }) => route === name)!;
    const statuses = ['read', 'write', 'full', 'agency', 'foreign'].map((token) => statusFor(token, status));
    expect(
      statuses.every((one) => one === 401),
      name,
    ).toBe(audience === 'session' || audience === 'portal');
  }
});

describe('everybody at every route', () => {
  let server: TestServer;
  let made: Made;

  beforeAll(async () => {
    server = await startTestServer();
    const build = createBuilders(server.app);
    made = { server, build, ...(await createEverybody(server, build)) };
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('there is somebody of every kind', () => {
    expect([...new Set(made.callers.map(({ column }) => column))].sort()).toEqual([...callers].sort());
  });

  test.concurrent.each(routes)('$name', async ({ name, status }) => {
    const { statusFor } = expectations.find(({ route }) => route === name)!;
    // Who is refused changes nothing: they all may ask for the same.
    const shared = requestOf(name, made);
    const answers = await Promise.all(
      made.callers.map(async (caller) => {
        const expected = statusFor(caller.column, status);
        const { path, ...request } = await (expected < 400 ? requestOf(name, made) : shared);
        const headers = { ...request.headers, ...(caller.credentials.cookie && { origin: server.url }) };
        const options = { method: name.split(' ')[0], ...request, headers, ...caller.credentials };
        const answer = await ask(server.url, path, options);
        // Below the portal a token in the header is not even looked at.
        const cookie = caller.credentials.cookie ? 'refused' : 'anonymous';
        const shown = name.includes(' /portal/') ? cookie : caller.kind;
        if (answer.status >= 400) expectProblem(answer, shown, `${caller.name} at ${name}`);
        return { [caller.name]: [answer.status, expected] };
      }),
    );
    const [got, expected] = [0, 1].map((i) =>
      answers.map((one) => Object.entries(one).map(([who, both]) => [who, both[i]])),
    );
    expect(got).toEqual(expected);
  });

  test('a workspace that is not the caller’s is not found, whichever way it is named', async () => {
    const of = (name: string) => made.callers.find((caller) => caller.name === name)!.credentials;
    for (const who of ['stranger', 'platform']) {
      const byHeader = { ...of(who), headers: { 'x-workspace-id': made.home.id } };
      expect(await ask(server.url, '/api/devices', byHeader)).toMatchObject({ status: 404 });
      const byQuery = await ask(server.url, `/api/devices?workspace_id=${made.home.id}`, of(who));
      expect(byQuery).toMatchObject({ status: 404 });
    }
    const hinted = await ask(server.url, `/api/devices?workspace_id=${made.home.id}`, of('foreign'));
    expect(hinted.json()).toEqual((await ask(server.url, '/api/devices', of('foreign'))).json());
  });

  test('deactivating a token’s owner revokes the token', async () => {
    const owner = await made.build.user({ memberOf: [{ workspace: made.home, role: 'admin' }] });
    const { token: bearer } = await made.build.token({ workspace: made.home, owner });
    expect(await ask(server.url, '/api/devices', { bearer })).toMatchObject({ status: 200 });
    const platform = made.callers.find(({ name }) => name === 'platform')!.credentials;
    await ask(server.url, `/api/users/${owner.id}/deactivate`, { method: 'POST', ...platform });
    expect(await ask(server.url, '/api/devices', { bearer })).toMatchObject({ status: 401 });
  });
});

/** What was refused says so as RFC 9457 and, to whom a header could have helped, RFC 6750 have it. */
function expectProblem({ status, headers, json }: Answer, kind: Caller['kind'], where: string): void {
  expect(headers['content-type'], where).toBe('application/problem+json; charset=utf-8');
  const problem = json();
  expect(problem, where).toMatchObject({ type: 'about:blank', status });
  const isScope = problem.code === 'INSUFFICIENT_SCOPE';
  expect(isScope, where).toBe(status === 403 && kind === 'token');
  const challenge = String(headers['www-authenticate']);
  if (isScope)
    expect(challenge, where).toMatch(
      /^Bearer realm="Sitecast", error="insufficient_scope", scope="(read|write|full|agency)"$/,
    );
  else if (status !== 401) expect(challenge, where).toBe('undefined');
  else
    expect(challenge, where).toBe(
      kind === 'anonymous' ? 'Bearer realm="Sitecast"' : 'Bearer realm="Sitecast", error="invalid_token"',
    );
}
