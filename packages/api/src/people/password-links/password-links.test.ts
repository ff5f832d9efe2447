import { sha256 } from '@sitecast/auth';
import { describe, expect, test } from 'vitest';
import type { Mail } from '../../core/ports.ts';
import { createTestApi, type TestApi } from '../../testing/index.ts';

const password = 'a long walk by the sea';
const hours = 3_600;

async function buildAdmin(api: TestApi) {
  const admin = await api.buildUser({ platformRole: 'admin' });
  return { ...admin, call: api.call({ bearer: await api.buildSession(admin) }) };
}

function tokenOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1)!;
}

/** A user with a forgotten password, and the reset link from an admin. */
async function resetFor(api: TestApi) {
  const admin = await buildAdmin(api);
  const user = await api.buildUser({ password: 'a password long forgotten' });
  const reset = await admin.call.users.resetPassword({ userId: user.id });
  return { admin, user, reset, token: tokenOf(reset.resetUrl) };
}

describe('a password reset', () => {
  test('works once', async () => {
    await using api = await createTestApi();
    const { user, reset, token } = await resetFor(api);
    const expiresAt = new Date(api.clock.now().getTime() + 24 * hours * 1000).toISOString();
    expect(reset).toEqual({
      resetUrl: `http://sitecast.test/reset/${token}`,
      emailSent: false,
      expiresAt,
    });
    const anonymous = api.call();
    for (let looks = 0; looks < 3; looks++)
      expect(await anonymous.passwordLinks.get({ token })).toEqual({
        email: user.email,
        purpose: 'reset',
        expiresAt,
      });

    await anonymous.passwordLinks.use({ token, password });

    expect(await anonymous.session.token({ email: user.email, password })).toMatchObject({ userId: user.id });
    await expect(
      anonymous.session.token({ email: user.email, password: user.password! }),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const again = { token, password: 'another long password' };
    await expect(anonymous.passwordLinks.use(again)).rejects.toMatchObject({ appCode: 'EXPIRED' });
    await expect(anonymous.passwordLinks.get({ token })).rejects.toMatchObject({ appCode: 'EXPIRED' });
    expect(await api.app.db.auditEvent.findFirst({ where: { action: 'user.set_password' } })).toMatchObject({
      actorId: user.id,
      resourceId: user.id,
      details: { link: 'reset' },
    });
  });

  test('ends the user’s sessions when requested and when used, and opens none', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const user = await api.buildUser({ password });
    const [before, after] = [await api.buildSession(user), await api.buildSession(user)];
    await api.call({ bearer: before }).session.me();
    const { resetUrl } = await admin.call.users.resetPassword({ userId: user.id });
    for (const bearer of [before, after])
      await expect(api.call({ bearer }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await admin.call.session.me();

    const meanwhile = api.call({ bearer: await api.buildSession(user) });
    await meanwhile.session.me();
    const sessions = await api.app.db.session.count();
    const cookies: string[] = [];
    const sessionCookie = { set: (token: string) => void cookies.push(token), clear() {} };
    await api.call({ sessionCookie }).passwordLinks.use({ token: tokenOf(resetUrl), password });
    await expect(meanwhile.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(cookies).toEqual([]);
    expect(await api.app.db.session.count()).toBe(sessions);
  });

  test('of an admin’s own password keeps their current session', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    await admin.call.users.resetPassword({ userId: admin.id });
    await admin.call.session.me();
  });

  test('also clears the duty to change a password set by an admin', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const home = await api.buildWorkspace();
    const user = await api.buildUser({ memberOf: [{ workspace: home, role: 'admin' }] });
    const token = api.call({ bearer: (await api.buildToken({ workspace: home, owner: user })).token });
    await admin.call.users.setPassword({ userId: user.id, password: 'an interim password' });
    await expect(token.devices.list({})).rejects.toMatchObject({ appCode: 'PASSWORD_CHANGE_REQUIRED' });
    const { resetUrl } = await admin.call.users.resetPassword({ userId: user.id });
    await api.call().passwordLinks.use({ token: tokenOf(resetUrl), password });
    await token.devices.list({});
    expect(await admin.call.users.get({ userId: user.id })).toMatchObject({ mustChangePassword: false });
  });

  test('works while failed logins lock the account, and unlocks it', async () => {
    await using api = await createTestApi();
    const { user, token } = await resetFor(api);
    const login = (given: string) => api.call().session.token({ email: user.email, password: given });
    for (let failures = 0; failures < 5; failures++) await login('wrong').catch(() => {});
    await expect(login('wrong')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await api.call().passwordLinks.use({ token, password });
    await login(password);
  });

  test('is mailed if the server can, and reports whether it was', async () => {
    const mails: Mail[] = [];
    let works = true;
    const mail = { send: async (one: Mail) => works && mails.push(one) > 0 };
    await using api = await createTestApi({ mail });
    const { user, admin, reset } = await resetFor(api);
    expect(reset.emailSent).toBe(true);
    expect(mails).toMatchObject([{ to: user.email, text: expect.stringContaining(reset.resetUrl) }]);
    works = false;
    expect(await admin.call.users.resetPassword({ userId: user.id })).toMatchObject({ emailSent: false });
  });
});

describe('an invitation', () => {
  test('is valid for seven days and sets the user’s password', async () => {
    const mails: Mail[] = [];
    await using api = await createTestApi({ mail: { send: async (one) => mails.push(one) > 0 } });
    const admin = await buildAdmin(api);
    const email = 'ada@example.com';
    const quiet = await admin.call.users.create({ email: 'quiet@example.com' });
    expect([quiet.inviteEmailSent, mails.length]).toEqual([false, 0]);

    const { inviteUrl, inviteEmailSent } = await admin.call.users.create({ email, sendInvite: true });

    expect(inviteEmailSent).toBe(true);
    expect(mails).toMatchObject([{ to: email, text: expect.stringContaining(inviteUrl) }]);
    const token = tokenOf(inviteUrl);
    api.clock.advance(7 * 24 * hours - 1);
    expect(await api.call().passwordLinks.get({ token })).toMatchObject({ email, purpose: 'invite' });
    await api.call().passwordLinks.use({ token, password });
    expect(await api.call().session.token({ email, password })).toMatchObject({ role: 'user' });
  });
});

describe('a link is refused', () => {
  test.each([
    ['a reset', 24],
    ['an invitation', 7 * 24],
  ])('if it is %s and %i hours old', async (kind, lifetime) => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const { id: userId, inviteUrl } = await admin.call.users.create({ email: 'ada@example.com' });
    const url = kind === 'a reset' ? (await admin.call.users.resetPassword({ userId })).resetUrl : inviteUrl;
    const token = tokenOf(url);
    api.clock.advance(lifetime * hours - 1);
    await api.call().passwordLinks.get({ token });
    api.clock.advance(1);
    await expect(api.call().passwordLinks.get({ token })).rejects.toMatchObject({ appCode: 'EXPIRED' });
    await expect(api.call().passwordLinks.use({ token, password })).rejects.toMatchObject({
      appCode: 'EXPIRED',
    });
  });

  test('after a newer link or a password set by an admin', async () => {
    await using api = await createTestApi();
    const { admin, user, token } = await resetFor(api);
    const newer = tokenOf((await admin.call.users.resetPassword({ userId: user.id })).resetUrl);
    await expect(api.call().passwordLinks.use({ token, password })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await api.call().passwordLinks.get({ token: newer });
    await admin.call.users.setPassword({ userId: user.id, password });
    await expect(api.call().passwordLinks.get({ token: newer })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('if it has another purpose', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password });
    const expiresAt = new Date(api.clock.now().getTime() + 60_000);
    await api.app.db.credentialLink.create({
      data: { id: 'l', userId: user.id, purpose: 'login', tokenHash: sha256('a login link'), expiresAt },
    });
    const use = api.call().passwordLinks.use({ token: 'a login link', password: 'another long password' });
    await expect(use).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('if its user is deleted or deactivated, or it never existed', async () => {
    await using api = await createTestApi();
    const { admin, user, token } = await resetFor(api);
    await admin.call.users.remove({ userId: user.id });
    for (const wrong of [token, 'x', `${token}x`, sha256(token)])
      await expect(api.call().passwordLinks.get({ token: wrong })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
  });

  test('in all but one of ten concurrent uses', async () => {
    await using api = await createTestApi();
    const { user, token } = await resetFor(api);
    const passwords = Array.from({ length: 10 }, (_, i) => `a long password ${i}`);
    const uses = await Promise.allSettled(
      passwords.map((one) => api.call().passwordLinks.use({ token, password: one })),
    );
    const winners = passwords.filter((_, i) => uses[i]!.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const use of uses)
      if (use.status === 'rejected') expect(use.reason).toMatchObject({ appCode: 'EXPIRED' });
    await api.call().session.token({ email: user.email, password: winners[0]! });
  });
});

test('a password that is too weak does not use up the link', async () => {
  await using api = await createTestApi();
  const { token } = await resetFor(api);
  await expect(api.call().passwordLinks.use({ token, password: 'short' })).rejects.toMatchObject({
    appCode: 'WEAK_PASSWORD',
    errors: [{ path: ['password'] }],
  });
  await api.call().passwordLinks.use({ token, password });
});

test('the link’s token is not stored', async () => {
  await using api = await createTestApi();
  const { token } = await resetFor(api);
  const stored = JSON.stringify([
    await api.app.db.credentialLink.findMany(),
    await api.app.db.auditEvent.findMany(),
  ]);
  expect(stored).toContain(sha256(token));
  expect(stored).not.toContain(token);
});
