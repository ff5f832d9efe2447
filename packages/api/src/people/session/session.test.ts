import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

const password = 'a long walk by the sea';

function describeError(error: { appCode: string; message: string }): string {
  return `${error.appCode}: ${error.message}`;
}

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
