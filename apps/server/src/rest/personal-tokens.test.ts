import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let build: ReturnType<typeof createBuilders>;
beforeAll(async () => {
  server = await startTestServer();
  build = createBuilders(server.app);
});
afterAll(() => server.close());

/** A person and their requests by session. */
async function buildPerson() {
  const user = await build.user();
  const bearer = await build.session(user);
  return { ...user, ask: (path: string, options: Ask = {}) => ask(server.url, path, { bearer, ...options }) };
}

async function create(person: { ask: (path: string, options: Ask) => ReturnType<typeof ask> }, body = {}) {
  const answer = await person.ask('/auth/tokens', { json: { name: 'CI', ...body } });
  expect(answer.status).toBe(201);
  return answer.json() as { id: string; token: string; expires_at: string | null };
}

test('a token from its creation to its end', async () => {
  const ada = await buildPerson();
  const { token, ...listed } = await create(ada);
  expect(listed).toEqual({
    id: expect.any(String),
    name: 'CI',
    prefix: listed.id.slice(0, 8),
    status: 'active',
    created_at: expect.any(String),
    expires_at: expect.any(String),
    last_used_at: null,
    last_used_ip: null,
    replaced_by_id: null,
  });
  expect((await ada.ask('/auth/tokens')).json()).toEqual({ items: [listed], next_cursor: null });
  expect((await ada.ask(`/auth/tokens/${listed.id}`)).json()).toEqual(listed);
  const me = await ask(server.url, '/auth/me', { bearer: token });
  expect(me.json()).toMatchObject({ user_id: ada.id, via: 'pat', token_name: 'CI' });

  const rotated = await ada.ask(`/auth/tokens/${listed.id}/rotate`, { json: { grace_minutes: 5 } });
  expect(rotated.status).toBe(201);
  const { id, token: successor } = rotated.json() as { id: string; token: string };
  for (const bearer of [token, successor])
    expect(await ask(server.url, '/auth/me', { bearer })).toMatchObject({ status: 200 });

  expect(await ada.ask(`/auth/tokens/${id}`, { method: 'DELETE' })).toMatchObject({ status: 204, text: '' });
  expect(await ask(server.url, '/auth/me', { bearer: successor })).toMatchObject({ status: 401 });
});

test.each([
  [0, 400],
  [-1, 400],
  [3651, 400],
  [1e308, 400],
  ['30', 400],
  [true, 400],
  [1.5, 400],
  [1, 201],
  [3650, 201],
])('expires_in_days of %j is answered with %i', async (days, status) => {
  const ada = await buildPerson();
  const answer = await ada.ask('/auth/tokens', { json: { name: 'CI', expires_in_days: days } });
  expect(answer.status).toBe(status);
  const { errors = [] } = answer.json() as { errors?: { path: string }[] };
  expect(errors.some(({ path }) => path === 'expires_in_days')).toBe(status === 400);
});

test('without expires_in_days a token lives 90 days, with null for ever', async () => {
  const ada = await buildPerson();
  const { expires_at: expiresAt } = await create(ada);
  expect(Math.round((Date.parse(expiresAt!) - Date.now()) / 86_400_000)).toBe(90);
  expect(await create(ada, { expires_in_days: null })).toMatchObject({ expires_at: null });
});

test.each(['', '   ', 'a'.repeat(101), 7, null, undefined])('the name %j is refused', async (name) => {
  const ada = await buildPerson();
  expect(await ada.ask('/auth/tokens', { json: { name } })).toMatchObject({ status: 400 });
});

test('a personal token gets 403 where others are made, and manages those that are', async () => {
  const ada = await buildPerson();
  const { id, token: bearer } = await create(ada);
  const other = await create(ada);
  const asToken = (path: string, options: Ask = {}) => ask(server.url, path, { bearer, ...options });
  expect(await asToken('/auth/tokens', { json: { name: 'CI' } })).toMatchObject({ status: 403 });
  expect(await asToken(`/auth/tokens/${other.id}/rotate`, { json: {} })).toMatchObject({ status: 403 });
  expect(await asToken('/auth/tokens')).toMatchObject({ status: 200 });
  expect(await asToken(`/auth/tokens/${other.id}`)).toMatchObject({ status: 200 });
  expect(await asToken(`/auth/tokens/${other.id}`, { method: 'DELETE' })).toMatchObject({ status: 204 });
  expect(await asToken('/auth/admin/tokens')).toMatchObject({ status: 403 });
  expect(await asToken(`/auth/admin/tokens/${id}`, { method: 'DELETE' })).toMatchObject({ status: 403 });
});

test('somebody else’s is not found, and goes on working', async () => {
  const [ada, bob] = [await buildPerson(), await buildPerson()];
  const { id, token } = await create(bob);
  expect(await ada.ask(`/auth/tokens/${id}`)).toMatchObject({ status: 404 });
  expect(await ada.ask(`/auth/tokens/${id}`, { method: 'DELETE' })).toMatchObject({ status: 404 });
  expect(await ada.ask(`/auth/tokens/${id}/rotate`, { method: 'POST' })).toMatchObject({ status: 404 });
  expect(await ask(server.url, '/auth/me', { bearer: token })).toMatchObject({ status: 200 });
});

test.each([-1, 1441, 1e308, '5', null])('grace_minutes of %j is refused', async (minutes) => {
  const ada = await buildPerson();
  const { id } = await create(ada);
  const answer = await ada.ask(`/auth/tokens/${id}/rotate`, { json: { grace_minutes: minutes } });
  expect(answer.status).toBe(400);
});

test('an administrator lists by user and status, and revokes', async () => {
  const admin = await server.login();
  const asAdmin = (path: string, options: Ask = {}) => ask(server.url, path, { bearer: admin, ...options });
  const ada = await buildPerson();
  const { id, token } = await create(ada);
  await ask(server.url, '/auth/me', { bearer: token });

  const listed = await asAdmin(`/auth/admin/tokens?user=${ada.id}&status=active`);
  expect(listed.json()).toMatchObject({ items: [{ id, user_id: ada.id, user_email: ada.email }] });
  expect(listed.text).toContain('"last_used_ip"');
  expect((await asAdmin(`/auth/admin/tokens?user=${ada.id}&status=revoked`)).json()).toMatchObject({
    items: [],
  });
  expect(await asAdmin('/auth/admin/tokens?status=lost')).toMatchObject({ status: 400 });
  expect(await asAdmin('/auth/admin/tokens?user=nobody')).toMatchObject({ status: 400 });

  expect(await asAdmin(`/auth/admin/tokens/${id}`, { method: 'DELETE' })).toMatchObject({ status: 204 });
  expect(await ask(server.url, '/auth/me', { bearer: token })).toMatchObject({ status: 401 });
  const unknown = '00000000-0000-7000-8000-000000000000';
  expect(await asAdmin(`/auth/admin/tokens/${unknown}`, { method: 'DELETE' })).toMatchObject({ status: 404 });
});
