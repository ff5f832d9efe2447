import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

const password = 'a long walk by the sea';

describe('logging in', () => {
  test('gives a program a session for use as a bearer token', async () => {
    await using api = await createTestApi();
    const { id, email } = await api.buildUser({ password, email: 'ada@example.com', platformRole: 'admin' });

    const answer = await api.call().session.token({ email: ' Ada@Example.com ', password });

    expect(answer).toEqual({
      accessToken: expect.any(String),
      tokenType: 'bearer',
      expiresIn: 86_400,
      userId: id,
      email,
      role: 'admin',
    });
    expect(await api.call({ bearer: answer.accessToken }).session.me()).toMatchObject({ userId: id });
  });

  test('gives a browser a cookie, and no token in the response', async () => {
    await using api = await createTestApi();
    const workspace = await api.buildWorkspace({ name: 'Harbour' });
    const { id, email } = await api.buildUser({ password, memberOf: [{ workspace, role: 'operator' }] });
    const sessionCookie = { set: vi.fn(), clear: vi.fn() };

    const answer = await api.call({ sessionCookie }).session.login({ email, password });

    const expiresAt = new Date(api.clock.now().getTime() + 86_400_000);
    expect(answer).toEqual({
      userId: id,
      email,
      name: 'Somebody',
      role: 'user',
      via: 'session',
      tokenName: null,
      expiresAt: expiresAt.toISOString(),
      mustChangePassword: false,
      workspaces: [{ id: workspace.id, name: 'Harbour', role: 'operator' }],
    });
    expect(sessionCookie.set).toHaveBeenCalledExactlyOnceWith(expect.any(String), expiresAt);
    const sessionToken = sessionCookie.set.mock.calls[0]![0];
    expect(JSON.stringify(answer)).not.toContain(sessionToken);
    expect(await api.call({ sessionToken }).session.me()).toEqual(answer);
  });

  test('gives the same response for an unknown user, a wrong password, no password and a deactivated user', async () => {
    await using api = await createTestApi();
    const known = await api.buildUser({ password });
    const without = await api.buildUser();
    const deactivated = await api.buildUser({ password, active: false });
    const attempts = [
      { email: 'nobody@example.com', password },
      { email: known.email, password: `${password}!` },
      { email: known.email, password: '' },
      { email: without.email, password },
      { email: without.email, password: '' },
      { email: deactivated.email, password },
      { email: 'no address at all', password },
    ];
    const answers = await Promise.all(
      attempts.flatMap((attempt) => [
        api.call().session.token(attempt).catch(describeError),
        api.call().session.login(attempt).catch(describeError),
      ]),
    );
    expect(new Set(answers)).toEqual(new Set(['INVALID_CREDENTIALS: Wrong e-mail address or password.']));
  });

  test('takes the same time for each of them', async () => {
    await using api = await createTestApi();
    const emails = {
      wrong: (await api.buildUser({ password })).email,
      without: (await api.buildUser()).email,
      deactivated: (await api.buildUser({ password, active: false })).email,
      unknown: 'nobody@example.com',
    };
    // CPU time, which the load of the machine affects less. The attempts alternate, and the minimum counts.
    const least = new Map<string, number>();
    for (let round = 0; round < 4; round++)
      for (const [who, email] of Object.entries(emails)) {
        const before = process.cpuUsage();
        await api.call().session.token({ email, password: 'not the one' }).catch(describeError);
        const { user, system } = process.cpuUsage(before);
        least.set(who, Math.min(user + system, least.get(who) ?? Number.POSITIVE_INFINITY));
      }
    const times = [...least.values()];
    // Hashing dominates: a login that skipped it would be faster by a factor of ten.
    expect(Math.max(...times) / Math.min(...times), JSON.stringify([...least])).toBeLessThan(2);
  });

  test('starts a session of 24 hours', async () => {
    await using api = await createTestApi();
    const { email } = await api.buildUser({ password });
    const { accessToken: bearer } = await api.call().session.token({ email, password });
    api.clock.advance(86_399);
    await api.call({ bearer }).session.me();
    api.clock.advance(1);
    await expect(api.call({ bearer }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('is recorded in the audit log, as are failures, without the password', async () => {
    await using api = await createTestApi();
    const { id, email } = await api.buildUser({ password });
    await api.call().session.token({ email, password: 'a wrong password' }).catch(describeError);
    await api.call().session.token({ email, password });
    const events = await api.app.db.auditEvent.findMany({ orderBy: { id: 'asc' } });
    expect(events).toMatchObject([
      {
        action: 'user.login_failed',
        actorKind: 'anonymous',
        actorLabel: email,
        resourceId: id,
        ip: '192.0.2.1',
      },
      { action: 'user.login', actorKind: 'user', actorId: id, resourceId: id },
    ]);
    expect(JSON.stringify(events)).not.toContain('password');
  });
});

describe('failed logins', () => {
  beforeEach(() => {
    // The rate limiters use the system clock.
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    return () => vi.useRealTimers();
  });
  const wrong = { email: 'ada@example.com', password: 'not hers' };

  test('lock the account from the fifth on, for longer each time, whatever the IP address', async () => {
    await using api = await createTestApi();
    await api.buildUser({ email: wrong.email, password });
    let address = 0;
    const attempt = (given = wrong) =>
      api
        .call({ ip: `192.0.2.${++address}` })
        .session.token(given)
        .then(() => 'logged in', describeError);
    for (let i = 0; i < 5; i++) expect(await attempt()).toMatch('INVALID_CREDENTIALS');
    for (const seconds of [1, 2, 4, 8]) {
      expect(await attempt({ ...wrong, password })).toMatch('TOO_MANY_REQUESTS');
      await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
      expect(await attempt({ ...wrong, password })).toMatch('TOO_MANY_REQUESTS');
      await vi.advanceTimersByTimeAsync(1);
      expect(await attempt()).toMatch('INVALID_CREDENTIALS');
    }
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await attempt({ ...wrong, password })).toBe('logged in');
    expect(await attempt()).toMatch('INVALID_CREDENTIALS');
    expect(await attempt({ ...wrong, password })).toBe('logged in');
  });

  test('lock unknown accounts in the same way', async () => {
    await using api = await createTestApi();
    const attempt = () => api.call().session.token(wrong).catch(describeError);
    for (let i = 0; i < 5; i++) expect(await attempt()).toMatch('INVALID_CREDENTIALS');
    expect(await attempt()).toMatch('TOO_MANY_REQUESTS');
  });

  test('and logins in general are limited to 30 a minute per IP address', async () => {
    await using api = await createTestApi();
    const attempt = (i: number, ip?: string) =>
      api
        .call({ ip })
        .session.token({ ...wrong, email: `user${i}@example.com` })
        .catch(describeError);
    for (let i = 0; i < 30; i++) expect(await attempt(i)).toMatch('INVALID_CREDENTIALS');
    expect(await attempt(31)).toMatch('TOO_MANY_REQUESTS');
    expect(await attempt(31, '198.51.100.1')).toMatch('INVALID_CREDENTIALS');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await attempt(32)).toMatch('INVALID_CREDENTIALS');
  });

  test('cannot exceed the limit of five by running concurrently', async () => {
    await using api = await createTestApi();
    await api.buildUser({ email: wrong.email, password });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.call().session.token(wrong).catch(describeError)),
    );
    expect(answers.filter((answer) => String(answer).startsWith('INVALID_CREDENTIALS'))).toHaveLength(5);
  });
});

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

describe('changing the password', () => {
  const newPassword = 'two boats on the river';

  test('invalidates the old one and ends all other sessions', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password });
    const [here, there] = [await api.buildSession(user), await api.buildSession(user)];
    const pat = await api.buildPersonalToken({ owner: user });
    for (const bearer of [here, there]) await api.call({ bearer }).session.me();

    await api.call({ bearer: here }).session.changePassword({ currentPassword: password, newPassword });

    await expect(api.call({ bearer: there }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    for (const bearer of [here, pat.token]) await api.call({ bearer }).session.me();
    await expect(api.call().session.token({ email: user.email, password })).rejects.toMatchObject({
      appCode: 'INVALID_CREDENTIALS',
    });
    await api.call().session.token({ email: user.email, password: newPassword });
    const events = await api.app.db.auditEvent.findMany({ where: { action: 'user.set_password' } });
    expect(events).toMatchObject([{ actorId: user.id, resourceId: user.id }]);
    expect(JSON.stringify(events)).not.toContain(newPassword);
  });

  test('is required before anything else after an admin has set it', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password });
    await api.app.db.user.update({ where: { id: user.id }, data: { mustChangePassword: true } });
    const call = api.call({ bearer: await api.buildSession(user) });
    expect(await call.session.me()).toMatchObject({ mustChangePassword: true });
    await expect(call.session.list()).rejects.toMatchObject({ appCode: 'PASSWORD_CHANGE_REQUIRED' });

    await call.session.changePassword({ currentPassword: password, newPassword });

    expect(await call.session.me()).toMatchObject({ mustChangePassword: false });
    expect((await call.session.list()).items).toHaveLength(1);
  });

  test.each([
    ['currentPassword', 'VALIDATION', { currentPassword: 'not it at all', newPassword }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: 'short' }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: 'x'.repeat(257) }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: 'password1234' }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: 'grace.hopper@example.com' }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: password }],
  ])('refuses an invalid %s (%s) without any effect: %j', async (field, appCode, input) => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password, email: 'grace.hopper@example.com' });
    const [here, there] = [await api.buildSession(user), await api.buildSession(user)];
    await expect(api.call({ bearer: here }).session.changePassword(input)).rejects.toMatchObject({
      appCode,
      errors: [{ path: [field] }],
    });
    await api.call({ bearer: there }).session.me();
    await api.call().session.token({ email: user.email, password });
  });

  test('is refused to a user without a password', async () => {
    await using api = await createTestApi();
    const call = api.call({ bearer: await api.buildSession(await api.buildUser()) });
    await expect(
      call.session.changePassword({ currentPassword: password, newPassword }),
    ).rejects.toMatchObject({ appCode: 'VALIDATION' });
  });

  test('limits guesses of the current password like logins', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password });
    const call = api.call({ bearer: await api.buildSession(user) });
    const guess = () =>
      call.session.changePassword({ currentPassword: 'a guess, no more', newPassword }).catch(describeError);
    for (let i = 0; i < 5; i++) expect(await guess()).toMatch('VALIDATION');
    expect(await guess()).toMatch('TOO_MANY_REQUESTS');
    expect(await call.session.me()).toMatchObject({ userId: user.id });
  });
});

function describeError(error: { appCode: string; message: string }): string {
  return `${error.appCode}: ${error.message}`;
}
