import { describe, expect, test } from 'vitest';
import { createCaller } from '../../root.ts';
import { createTestApi, type TestApi } from '../../testing/index.ts';

const password = 'a long walk by the sea';

/** A platform admin with a session and a caller. */
async function buildAdmin(api: TestApi, email?: string) {
  const admin = await api.buildUser({ platformRole: 'admin', email });
  const bearer = await api.buildSession(admin);
  return { ...admin, bearer, call: api.call({ bearer }) };
}

async function actionsOn(api: TestApi, id: string) {
  const events = await api.app.db.auditEvent.findMany({
    where: { resourceKind: 'user', resourceId: id },
    orderBy: { id: 'asc' },
  });
  return events.map(({ action, details }) => ({ action, details }));
}

describe('the list of users', () => {
  test('is newest first and paginated, and never contains a password', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const others = [await api.buildUser({ password }), await api.buildUser({ active: false })];
    const first = await admin.call.users.list({ limit: 2 });
    const second = await admin.call.users.list({ limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
      others[1]!.id,
      others[0]!.id,
      admin.id,
    ]);
    expect(second.nextCursor).toBeNull();
    expect(JSON.stringify(first)).not.toMatch(/argon2|passwordHash/);
    expect(second.items[0]).toEqual({
      id: admin.id,
      email: admin.email,
      name: 'Somebody',
      role: 'admin',
      active: true,
      mustChangePassword: false,
      createdAt: expect.any(String),
      deactivatedAt: null,
      lastLoginAt: null,
    });
  });

  test('can be searched by part of the e-mail address or name, ignoring case', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api, 'root@example.com');
    await api.buildUser({ email: 'ada.lovelace@example.org', name: 'Countess' });
    await api.buildUser({ email: 'g.hopper@example.org', name: 'Grace' });
    const found = async (search: string) =>
      (await admin.call.users.list({ search })).items.map(({ email }) => email);
    expect(await found('LOVE')).toEqual(['ada.lovelace@example.org']);
    expect(await found(' gRaCe ')).toEqual(['g.hopper@example.org']);
    expect(await found('example.org')).toHaveLength(2);
    expect(await found('nobody')).toEqual([]);
    const search = 'EXAMPLE.ORG';
    const first = await admin.call.users.list({ search, limit: 1 });
    const second = await admin.call.users.list({ search, limit: 1, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ email }) => email)).toEqual([
      'g.hopper@example.org',
      'ada.lovelace@example.org',
    ]);
    expect(second.nextCursor).toBeNull();
    expect(await found('')).toHaveLength(3);
  });

  test('treats % and _ in a search literally', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api, 'root@example.com');
    await api.buildUser({ email: 'ada_l@example.com', name: '100% Ada' });
    for (const search of ['_', '%', 'a_l', '0% a'])
      expect(await admin.call.users.list({ search }), search).toMatchObject({
        items: [{ email: 'ada_l@example.com' }],
      });
    expect(await admin.call.users.list({ search: '\\' })).toMatchObject({ items: [] });
  });
});

describe('creating a user', () => {
  test('returns a link with which they choose a password', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);

    const created = await admin.call.users.create({ email: ' Ada@Example.com ' });

    expect(created).toMatchObject({ email: 'ada@example.com', name: 'ada', role: 'user', active: true });
    expect(created.inviteUrl).toMatch(/^http:\/\/sitecast\.test\/reset\/[\w-]{43}$/);
    expect(created.inviteEmailSent).toBe(false);
    expect(await actionsOn(api, created.id)).toEqual([
      { action: 'user.create', details: { email: 'ada@example.com', role: 'user' } },
    ]);
    const { inviteUrl: _, inviteEmailSent: __, ...user } = created;
    expect(await admin.call.users.get({ userId: created.id })).toEqual(user);
  });

  test('refuses an e-mail address already in use, ignoring case, even concurrently', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    await admin.call.users.create({ email: 'ada@example.com' });
    await expect(admin.call.users.create({ email: 'ADA@example.com', name: 'Eve' })).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ path: ['email'] }],
    });
    const attempts = await Promise.allSettled(
      [1, 2, 3, 4].map(() => admin.call.users.create({ email: 'eve@example.com' })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await api.app.db.user.count()).toBe(3);
    expect(await api.app.db.auditEvent.count({ where: { action: 'user.create' } })).toBe(2);
  });

  test.each([{ role: 'owner' }, { email: 'nonsense' }, { name: ' ' }, { active: false }, { password }])(
    'refuses %j',
    async (wrong) => {
      await using api = await createTestApi();
      const admin = await buildAdmin(api);
      const input = { email: 'ada@example.com', ...wrong } as never;
      await expect(admin.call.users.create(input)).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: expect.stringContaining(Object.keys(wrong)[0]!),
      });
    },
  );
});

describe('changing a user', () => {
  test('records each changed field in the audit log with its old value, and nothing for unchanged fields', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const { id: userId } = await api.buildUser({ name: 'Ada' });
    expect(await admin.call.users.update({ userId, name: 'Grace' })).toMatchObject({
      name: 'Grace',
      role: 'user',
    });
    expect(await admin.call.users.update({ userId, role: 'admin' })).toMatchObject({
      name: 'Grace',
      role: 'admin',
    });
    await admin.call.users.update({ userId, name: 'Grace', role: 'admin', active: true });
    await admin.call.users.update({ userId });
    expect(await actionsOn(api, userId)).toEqual([
      { action: 'user.update', details: { name: { from: 'Ada', to: 'Grace' } } },
      { action: 'user.update', details: { role: { from: 'user', to: 'admin' } } },
    ]);
  });

  test('takes away an admin’s rights immediately', async () => {
    await using api = await createTestApi();
    const [admin, other] = [await buildAdmin(api), await buildAdmin(api)];
    await other.call.users.list({});
    await admin.call.users.update({ userId: other.id, role: 'user' });
    await expect(other.call.users.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await other.call.session.me()).toMatchObject({ role: 'user' });
  });

  test('answers “not found” for an unknown ID', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const userId = '018f0000-0000-7000-8000-000000000009';
    for (const call of [
      () => admin.call.users.get({ userId }),
      () => admin.call.users.update({ userId, name: 'Ada' }),
      () => admin.call.users.activate({ userId }),
      () => admin.call.users.deactivate({ userId }),
      () => admin.call.users.remove({ userId }),
      () => admin.call.users.resetPassword({ userId }),
      () => admin.call.users.setPassword({ userId, password }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('deactivating', () => {
  test('records who did it and when, and ends sessions and tokens until the user is activated again', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const home = await api.buildWorkspace();
    const user = await api.buildUser({ password, memberOf: [{ workspace: home, role: 'admin' }] });
    const session = api.call({ bearer: await api.buildSession(user) });
    const token = api.call({ bearer: (await api.buildToken({ workspace: home, owner: user })).token });
    await session.session.me();
    await token.devices.list({});

    const answer = await admin.call.users.deactivate({ userId: user.id });

    const now = api.clock.now();
    expect(answer).toMatchObject({ active: false, deactivatedAt: now.toISOString() });
    expect(await api.app.db.user.findUnique({ where: { id: user.id } })).toMatchObject({
      active: false,
      deactivatedAt: now,
      deactivatedById: admin.id,
    });
    await expect(session.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(token.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(api.call().session.token({ email: user.email, password })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });

    api.clock.advance(60);
    expect(await admin.call.users.deactivate({ userId: user.id })).toEqual(answer);

    expect(await admin.call.users.activate({ userId: user.id })).toMatchObject({
      active: true,
      deactivatedAt: null,
    });
    expect(await api.app.db.user.findUnique({ where: { id: user.id } })).toMatchObject({
      deactivatedById: null,
    });
    await expect(session.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await token.devices.list({});
    await api.call().session.token({ email: user.email, password });
    expect((await actionsOn(api, user.id)).map(({ action }) => action)).toEqual([
      'user.deactivate',
      'user.login_failed',
      'user.activate',
      'user.login',
    ]);
  });

  test('leaves no session that a concurrent login created', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const user = await api.buildUser();
    await admin.call.users.deactivate({ userId: user.id });
    const late = api.call({ bearer: await api.buildSession(user) });
    await admin.call.users.update({ userId: user.id, active: true });
    await expect(late.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('ends unused password links, and prevents new ones', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const { id: userId, inviteUrl } = await admin.call.users.create({ email: 'ada@example.com' });
    const token = inviteUrl.split('/').at(-1)!;
    await admin.call.users.deactivate({ userId });
    await expect(admin.call.users.resetPassword({ userId })).rejects.toMatchObject({ code: 'CONFLICT' });
    await admin.call.users.activate({ userId });
    await expect(api.call().passwordLinks.use({ token, password })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('a login in progress', () => {
  test.each(['setPassword', 'deactivate', 'remove'] as const)('does not survive %s', async (action) => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const { id: userId, email } = await api.buildUser({ password });
    const [login] = await Promise.allSettled([
      api.call().session.token({ email, password }),
      action === 'setPassword'
        ? admin.call.users.setPassword({ userId, password: 'another long password' })
        : admin.call.users[action]({ userId }),
    ]);
    if (login.status === 'rejected') return expect(login.reason).toMatchObject({ code: 'UNAUTHORIZED' });
    const { accessToken: bearer } = login.value;
    await expect(api.call({ bearer }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

describe('deleting', () => {
  test('removes sessions, tokens and memberships, and keeps the e-mail address in the audit log', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const home = await api.buildWorkspace();
    const user = await api.buildUser({ memberOf: [{ workspace: home, role: 'admin' }] });
    const session = api.call({ bearer: await api.buildSession(user) });
    const token = api.call({ bearer: (await api.buildToken({ workspace: home, owner: user })).token });
    await session.session.me();
    await token.devices.list({});

    await admin.call.users.remove({ userId: user.id });

    await expect(session.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(token.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(admin.call.users.get({ userId: user.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await actionsOn(api, user.id)).toEqual([
      { action: 'user.delete', details: { email: user.email, role: 'user' } },
    ]);
    await admin.call.users.create({ email: user.email });
  });
});

describe('the last admin of the installation', () => {
  test('cannot be lost by an admin who deactivates or deletes their own account', async () => {
    await using api = await createTestApi();
    const [admin] = [await buildAdmin(api), await buildAdmin(api)];
    for (const call of [
      () => admin.call.users.deactivate({ userId: admin.id }),
      () => admin.call.users.update({ userId: admin.id, active: false }),
      () => admin.call.users.remove({ userId: admin.id }),
    ])
      await expect(call()).rejects.toMatchObject({ appCode: 'CONFLICT' });
    expect(await admin.call.users.get({ userId: admin.id })).toMatchObject({ active: true });
  });

  test('cannot be demoted, even if deactivated admins remain', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    await api.buildUser({ platformRole: 'admin', active: false });
    await expect(admin.call.users.update({ userId: admin.id, role: 'user' })).rejects.toMatchObject({
      code: 'CONFLICT',
      appCode: 'LAST_ADMIN',
    });
    const { id: userId } = await api.buildUser({ platformRole: 'admin' });
    expect(await admin.call.users.update({ userId: admin.id, role: 'user' })).toMatchObject({ role: 'user' });
    expect(await api.app.db.user.findUnique({ where: { id: userId } })).toMatchObject({
      platformRole: 'admin',
    });
  });

  test('cannot be removed by an admin demoted during the request', async () => {
    await using api = await createTestApi();
    const [admin, other] = [await buildAdmin(api), await buildAdmin(api)];
    const late = createCaller(await api.contextOf({ bearer: other.bearer }));
    await admin.call.users.update({ userId: other.id, role: 'user' });
    for (const call of [
      () => late.users.update({ userId: admin.id, role: 'user' }),
      () => late.users.deactivate({ userId: admin.id }),
      () => late.users.remove({ userId: admin.id }),
    ])
      await expect(call()).rejects.toMatchObject({ appCode: 'LAST_ADMIN' });
  });

  test('survives 50 concurrent requests against the last two admins', async () => {
    await using api = await createTestApi();
    const admins = [await buildAdmin(api), await buildAdmin(api)];
    const contexts = await Promise.all(admins.map(({ bearer }) => api.contextOf({ bearer })));
    // All requests pass the access check before the first one takes effect.
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => {
        const caller = createCaller(contexts[i % 2]!);
        const userId = admins[(i + 1) % 2]!.id;
        switch (i % 5) {
          case 0:
            return caller.users.update({ userId, role: 'user' });
          case 1:
            return caller.users.update({ userId, active: false });
          case 2:
            return caller.users.deactivate({ userId });
          case 3:
            return caller.users.remove({ userId });
          default:
            return caller.users.update({ userId: admins[i % 2]!.id, role: 'user' });
        }
      }),
    );
    expect(await api.app.db.user.count({ where: { platformRole: 'admin', active: true } })).toBe(1);
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: expect.stringMatching(/^(CONFLICT|NOT_FOUND)$/) });
  });
});

describe('a password set by an admin', () => {
  test('must be changed before anything else, by session or token', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const home = await api.buildWorkspace();
    const user = await api.buildUser({ memberOf: [{ workspace: home, role: 'admin' }] });
    const old = api.call({ bearer: await api.buildSession(user) });
    const token = api.call({ bearer: (await api.buildToken({ workspace: home, owner: user })).token });
    await old.session.me();
    await token.devices.list({});

    await admin.call.users.setPassword({ userId: user.id, password });

    expect(await admin.call.users.get({ userId: user.id })).toMatchObject({ mustChangePassword: true });
    await expect(old.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const { accessToken } = await api.call().session.token({ email: user.email, password });
    const limited = api.call({ bearer: accessToken });
    expect(await limited.session.me()).toMatchObject({ mustChangePassword: true });
    for (const call of [
      () => limited.devices.list({}),
      () => limited.tokens.list({}),
      () => limited.users.list({}),
      () => token.devices.list({}),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN', appCode: 'PASSWORD_CHANGE_REQUIRED' });
    await limited.session.logout();
    expect((await actionsOn(api, user.id))[0]).toEqual({ action: 'user.set_password', details: null });
  });

  test.each(['short', 'passwordpassword'])('is refused if it is “%s”, without any effect', async (weak) => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const user = await api.buildUser({ password });
    await expect(admin.call.users.setPassword({ userId: user.id, password: weak })).rejects.toMatchObject({
      appCode: 'WEAK_PASSWORD',
      errors: [{ path: ['password'] }],
    });
    await api.call().session.token({ email: user.email, password });
    expect(await admin.call.users.get({ userId: user.id })).toMatchObject({ mustChangePassword: false });
  });

  test('keeps the session of an admin who sets their own', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const elsewhere = api.call({ bearer: await api.buildSession(admin) });
    await admin.call.users.setPassword({ userId: admin.id, password });
    expect(await admin.call.session.me()).toMatchObject({ mustChangePassword: true });
    await expect(elsewhere.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});
