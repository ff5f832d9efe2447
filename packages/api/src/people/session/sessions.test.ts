import { describe, expect, test, vi } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

const password = 'a long walk by the sea';

describe('logging out', () => {
  test('ends only this session, immediately, and clears its cookie', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser();
    const [here, there] = [await api.buildSession(user), await api.buildSession(user)];
    const sessionCookie = { set: vi.fn(), clear: vi.fn() };
    await api.call({ sessionToken: here }).session.me();

    await api.call({ sessionToken: here, sessionCookie }).session.logout();

    expect(sessionCookie.clear).toHaveBeenCalledOnce();
    await expect(api.call({ sessionToken: here }).session.me()).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
    await expect(api.call({ bearer: here }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await api.call({ sessionToken: there }).session.me();
  });

  test('everywhere ends all sessions of the user, and of no one else', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser();
    const sessions = [await api.buildSession(user), await api.buildSession(user)];
    const other = await api.buildSession(await api.buildUser());
    for (const bearer of [...sessions, other]) await api.call({ bearer }).session.me();

    await api.call({ bearer: sessions[0] }).session.logoutEverywhere();

    for (const bearer of sessions)
      await expect(api.call({ bearer }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await api.call({ bearer: other }).session.me();
  });
});

describe('a user’s sessions', () => {
  test('are listed with browser and IP address, without those that have ended, the current one marked', async () => {
    await using api = await createTestApi();
    const { email } = await api.buildUser({ password });
    await api.buildSession(await api.buildUser());
    const login = (ip: string) => api.call({ ip }).session.token({ email, password });
    const { accessToken: gone } = await login('192.0.2.9');
    await api.call({ bearer: gone }).session.logout();
    const begun = api.clock.now();
    const { accessToken: old } = await login('192.0.2.1');
    api.clock.advance(3_600);
    const { accessToken: bearer } = await login('192.0.2.2');

    const { items } = await api.call({ bearer, ip: '192.0.2.2' }).session.list();

    const expiresAt = new Date(begun.getTime() + 86_400_000).toISOString();
    const shared = { id: expect.any(String), userAgent: 'vitest' };
    expect(items).toMatchObject([
      { ...shared, ip: '192.0.2.2', current: true },
      {
        ...shared,
        ip: '192.0.2.1',
        createdAt: begun.toISOString(),
        lastSeenAt: begun.toISOString(),
        expiresAt,
        current: false,
      },
    ]);
    api.clock.advance(86_400 - 3_600);
    expect((await api.call({ bearer }).session.list()).items).toHaveLength(1);
    await expect(api.call({ bearer: old }).session.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('can be ended one by one, but only their own', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser();
    const [here, there] = [await api.buildSession(user), await api.buildSession(user)];
    const stranger = await api.buildSession(await api.buildUser());
    const { items } = await api.call({ bearer: here }).session.list();
    const { id: sessionId } = items.find(({ current }) => !current)!;
    await api.call({ bearer: there }).session.me();

    await expect(api.call({ bearer: stranger }).session.revoke({ sessionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await api.call({ bearer: there }).session.me();
    await api.call({ bearer: here }).session.revoke({ sessionId });

    await expect(api.call({ bearer: there }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await api.call({ bearer: here }).session.me();
    await api.call({ bearer: here }).session.revoke({ sessionId });
    expect(await api.app.db.auditEvent.count({ where: { action: 'user.logout' } })).toBe(1);
  });

  test('lose their cookie when the current one is ended', async () => {
    await using api = await createTestApi();
    const sessionToken = await api.buildSession(await api.buildUser());
    const sessionCookie = { set: vi.fn(), clear: vi.fn() };
    const call = api.call({ sessionToken, sessionCookie });
    const { items } = await call.session.list();
    await call.session.revoke({ sessionId: items[0]!.id });
    expect(sessionCookie.clear).toHaveBeenCalledOnce();
    await expect(call.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});
