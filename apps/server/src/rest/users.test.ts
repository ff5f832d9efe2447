import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let bearer: string;
let build: ReturnType<typeof createBuilders>;

beforeAll(async () => {
  server = await startTestServer();
  build = createBuilders(server.app);
  bearer = await server.login();
});
afterAll(() => server.close());

const nowhere = '/api/users/018f0000-0000-7000-8000-000000000009';
const password = 'a long walk by the sea';

async function user(): Promise<string> {
  return `/api/users/${(await build.user()).id}`;
}

async function problemOf(path: string, options: Ask) {
  const { status, json } = await ask(server.url, path, { bearer, ...options });
  return { status, code: json().code };
}

test('a user is created, invited, found, changed and deleted', async () => {
  const json = { email: 'Ada@example.com', role: 'admin', send_invite: true };
  const created = await ask(server.url, '/api/users', { bearer, json });
  expect(created.status).toBe(201);
  const { invite_url, invite_email_sent, ...ada } = created.json();
  expect(ada).toEqual({
    id: expect.any(String),
    email: 'ada@example.com',
    name: 'ada',
    role: 'admin',
    active: true,
    must_change_password: false,
    created_at: expect.any(String),
    deactivated_at: null,
    last_login_at: null,
  });
  expect(invite_url).toMatch(new RegExp(`^${server.url}/reset/[\\w-]{43}$`));
  expect(invite_email_sent).toBe(false);

  const path = `/api/users/${ada.id}`;
  expect((await ask(server.url, '/api/users?search=ADA@', { bearer })).json()).toEqual({
    items: [ada],
    next_cursor: null,
  });
  const changed = await ask(server.url, path, { method: 'PATCH', bearer, json: { role: 'user' } });
  expect(changed.json()).toEqual({ ...ada, role: 'user' });
  expect(await ask(server.url, path, { method: 'DELETE', bearer })).toMatchObject({ status: 204, text: '' });
  expect(await ask(server.url, path, { bearer })).toMatchObject({ status: 404 });
});

test('a reset link leads to a page of which no address is passed on, and sets a password', async () => {
  const { email, id } = await build.user({ password: 'a password long forgotten' });
  const answer = await ask(server.url, `/api/users/${id}/reset-password`, { method: 'POST', bearer });
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ email_sent: false, expires_at: expect.any(String) });
  const { pathname } = new URL(answer.json().reset_url as string);
  const page = await ask(server.url, pathname, { headers: { accept: 'text/html' } });
  expect(page.headers).toMatchObject({ 'referrer-policy': 'no-referrer' });

  const json = { token: pathname.split('/').at(-1), password };
  const used = await ask(server.url, '/trpc/passwordLinks.use', { json });
  expect(used).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  expect(used.headers['set-cookie']).toBeUndefined();
  expect(await ask(server.url, '/trpc/passwordLinks.use', { json })).toMatchObject({ status: 410 });
  expect(await ask(server.url, '/auth/token', { json: { email, password } })).toMatchObject({ status: 200 });
});

test('who has a password that an admin set can do nothing but choose another', async () => {
  const home = await build.workspace();
  const owner = await build.user({ memberOf: [{ workspace: home, role: 'admin' }] });
  const { token } = await build.token({ workspace: home, owner });
  const set = await ask(server.url, `/api/users/${owner.id}/set-password`, { bearer, json: { password } });
  expect(set).toMatchObject({ status: 204, text: '' });
  const login = await ask(server.url, '/auth/token', { json: { email: owner.email, password } });
  const own = login.json().access_token as string;
  const required = { status: 403, code: 'PASSWORD_CHANGE_REQUIRED' };
  expect(await problemOf('/api/devices', { bearer: own })).toEqual(required);
  expect(await problemOf('/api/tokens', { bearer: own })).toEqual(required);
  expect(await problemOf('/api/devices', { bearer: token })).toEqual(required);
  expect((await ask(server.url, '/auth/me', { bearer: own })).json()).toMatchObject({
    must_change_password: true,
  });
});

test('what is wrong is 400, what is not there 404', async () => {
  const json = { email: 'eve@example.com' };
  for (const wrong of [
    { role: 'owner' },
    { role: null },
    { email: 'eve' },
    { active: true },
    { sendInvite: true },
  ])
    expect(await problemOf('/api/users', { json: { ...json, ...wrong } }), JSON.stringify(wrong)).toEqual({
      status: 400,
      code: 'VALIDATION',
    });
  const patch = (wrong: object) => ({ method: 'PATCH', json: wrong });
  for (const wrong of [{ role: 'owner' }, { name: '' }, { active: 'no' }, { email: 'b@example.com' }])
    expect(await problemOf(await user(), patch(wrong))).toMatchObject({ status: 400 });
  for (const weak of ['short', '', 'passwordpassword'])
    expect(await problemOf(`${await user()}/set-password`, { json: { password: weak } })).toMatchObject({
      status: 400,
    });
  for (const [path, options] of [
    [nowhere, {}],
    [nowhere, patch({ name: 'Eve' })],
    [nowhere, { method: 'DELETE' }],
    [`${nowhere}/activate`, { method: 'POST' }],
    [`${nowhere}/deactivate`, { method: 'POST' }],
    [`${nowhere}/reset-password`, { method: 'POST' }],
    [`${nowhere}/set-password`, { json: { password } }],
  ] as [string, Ask][])
    expect(await problemOf(path, options), path).toEqual({ status: 404, code: 'NOT_FOUND' });
});

test('what would lock people out is 409', async () => {
  const me = (await ask(server.url, '/auth/me', { bearer })).json();
  const path = `/api/users/${me.user_id}`;
  const demote: Ask = { method: 'PATCH', json: { role: 'user' } };
  expect(await problemOf(path, demote)).toEqual({ status: 409, code: 'LAST_ADMIN' });
  for (const [at, options] of [
    [path, { method: 'DELETE' }],
    [path, { method: 'PATCH', json: { active: false } }],
    [`${path}/deactivate`, { method: 'POST' }],
  ] as [string, Ask][])
    expect(await problemOf(at, options), at).toEqual({ status: 409, code: 'CONFLICT' });
  expect(await problemOf('/api/users', { json: { email: server.admin.email.toUpperCase() } })).toEqual({
    status: 409,
    code: 'CONFLICT',
  });
});
