import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../../testing/index.ts';
import { ensureFirstAdmin, setupCode } from './service.ts';

function person(api: TestApi) {
  return {
    code: setupCode(api.app.key),
    email: 'Ada@Example.com',
    name: 'Ada',
    password: 'a long walk by the sea',
    workspaceName: 'Harbour',
  };
}

describe('the setup', () => {
  test('creates the first admin and workspace, and logs in', async () => {
    await using api = await createTestApi();
    expect(await api.call().setup.status()).toMatchObject({ needed: true });

    const me = await api.call().setup.complete(person(api));

    expect(me).toMatchObject({
      email: 'ada@example.com',
      name: 'Ada',
      role: 'admin',
      via: 'session',
      workspaces: [{ name: 'Harbour', role: 'admin' }],
    });
    expect(await api.call().setup.status()).toMatchObject({ needed: false });
    const { email, password } = person(api);
    expect(await api.call().session.token({ email, password })).toMatchObject({ userId: me.userId });
  });

  test('cannot be repeated', async () => {
    await using api = await createTestApi();
    await api.call().setup.complete(person(api));
    const again = { ...person(api), email: 'eve@example.com' };
    await expect(api.call().setup.complete(again)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(api.call().setup.complete({ ...again, code: 'wrong' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await api.app.db.user.count()).toBe(1);
  });

  test('requires the code, however it is typed', async () => {
    await using api = await createTestApi();
    const { code, ...rest } = person(api);
    for (const wrong of ['', 'ABCD-EFGH', code.slice(1), `${code}A`])
      await expect(api.call().setup.complete({ ...rest, code: wrong })).rejects.toMatchObject({
        code: 'FORBIDDEN',
        errors: [{ path: ['code'] }],
      });
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `;
    expect(await api.call().setup.complete({ ...rest, code: typed })).toMatchObject({ role: 'admin' });
  });

  test('allows ten attempts per IP address', async () => {
    await using api = await createTestApi();
    const wrong = { ...person(api), code: 'ABCD-EFGH' };
    for (let i = 0; i < 10; i++)
      await expect(api.call().setup.complete(wrong)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(api.call().setup.complete(person(api))).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  test.each(['short', 'aaaaaaaaaaaaaa', 'passwordpassword', 'ada@example.com', 'a'.repeat(257)])(
    'refuses the password “%s” and creates no user',
    async (password) => {
      await using api = await createTestApi();
      await expect(api.call().setup.complete({ ...person(api), password })).rejects.toMatchObject({
        appCode: 'WEAK_PASSWORD',
        errors: [{ path: ['password'] }],
      });
      expect(await api.call().setup.status()).toMatchObject({ needed: true });
    },
  );

  test('creates exactly one admin when completed twice concurrently', async () => {
    await using api = await createTestApi();
    const tries = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((who) =>
        api.call().setup.complete({ ...person(api), email: `${who}@example.com` }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of tries)
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'NOT_FOUND' });
    expect(await api.app.db.user.count()).toBe(1);
    expect(await api.app.db.workspace.count()).toBe(1);
  });

  test('creates exactly one admin when completed concurrently by the environment and a person', async () => {
    await using api = await createTestApi();
    const environment = { email: 'env@example.com', password: 'a walk in the mountains' };
    const [byPerson] = await Promise.allSettled([
      api.call().setup.complete(person(api)),
      ensureFirstAdmin(api.app, environment),
    ]);
    const users = await api.app.db.user.findMany();
    expect(users.map(({ email }) => email)).toEqual([
      byPerson.status === 'fulfilled' ? 'ada@example.com' : 'env@example.com',
    ]);
  });
});

test('the admin from the environment is created once and not changed later', async () => {
  await using api = await createTestApi();
  const first = { email: 'Ada@Example.com', password: 'a long walk by the sea' };
  expect(await ensureFirstAdmin(api.app, first)).toBe(true);
  expect(await ensureFirstAdmin(api.app, { ...first, password: 'another long password' })).toBe(false);
  expect(await api.call().session.token(first)).toMatchObject({ email: 'ada@example.com', role: 'admin' });
  expect(await api.app.db.auditEvent.findFirst({ where: { action: 'user.create' } })).toMatchObject({
    actorKind: 'system',
    actorLabel: 'environment',
  });
});
