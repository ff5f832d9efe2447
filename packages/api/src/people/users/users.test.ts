import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { actionsOn, buildAdmin } from '../../testing/people.ts';

const password = 'a long walk by the sea';

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
