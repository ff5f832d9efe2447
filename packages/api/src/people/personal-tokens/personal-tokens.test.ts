import { describe, expect, test } from 'vitest';
import { createTestApi, eventually, type TestApi } from '../../testing/index.ts';

const day = 86_400_000;
const unauthorized = { code: 'UNAUTHORIZED' };
const notFound = { code: 'NOT_FOUND' };
const nobody = '00000000-0000-7000-8000-000000000000';

/** A user with a session, and their callers by session and by token. */
async function buildPerson(api: TestApi, options: Parameters<TestApi['buildUser']>[0] = {}) {
  const user = await api.buildUser(options);
  const bearer = await api.buildSession(user);
  return { ...user, call: api.call({ bearer }), callWith: (token: string) => api.call({ bearer: token }) };
}

/** The claims, without verification. */
function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
}

describe('creating a token', () => {
  test('returns the token only once; it acts as its owner', async () => {
    await using api = await createTestApi();
    const workspace = await api.buildWorkspace();
    const ada = await buildPerson(api, {
      platformRole: 'admin',
      memberOf: [{ workspace, role: 'operator' }],
    });

    const minted = await ada.call.personalTokens.create({ name: ' Laptop ' });

    const { token, ...listed } = minted;
    const now = api.clock.now();
    expect(listed).toEqual({
      id: expect.any(String),
      name: 'Laptop',
      prefix: minted.id.replaceAll('-', '').slice(0, 8),
      status: 'active',
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + 90 * day).toISOString(),
      lastUsedAt: null,
      lastUsedIp: null,
      replacedById: null,
    });
    expect(claimsOf(token)).toMatchObject({ typ: 'pat', sub: ada.id, jti: minted.id });
    expect(await ada.call.personalTokens.list({})).toEqual({ items: [listed], nextCursor: null });
    expect(await ada.call.personalTokens.get({ tokenId: minted.id })).toEqual(listed);
    expect(await ada.callWith(token).session.me()).toMatchObject({
      userId: ada.id,
      role: 'admin',
      via: 'pat',
      tokenName: 'Laptop',
      expiresAt: listed.expiresAt,
      workspaces: [{ id: workspace.id, role: 'operator' }],
    });
    const stored = JSON.stringify([
      await api.app.db.personalAccessToken.findMany(),
      await api.app.db.auditEvent.findMany(),
    ]);
    expect(stored).toContain(minted.id);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(token.split('.')[2]);
  });

  test.each([1, 30, 3650])('that expires in %i days', async (expiresInDays) => {
    await using api = await createTestApi();
    const { call } = await buildPerson(api);
    const { expiresAt, token } = await call.personalTokens.create({ name: 'CI', expiresInDays });
    const expiry = api.clock.now().getTime() + expiresInDays * day;
    expect(expiresAt).toBe(new Date(expiry).toISOString());
    expect(claimsOf(token).exp).toBe(Math.floor(expiry / 1000));
  });

  test('that never expires: it has no exp claim', async () => {
    await using api = await createTestApi();
    const { call, callWith } = await buildPerson(api);
    const { expiresAt, token } = await call.personalTokens.create({ name: 'CI', expiresInDays: null });
    expect(expiresAt).toBeNull();
    expect(claimsOf(token)).not.toHaveProperty('exp');
    api.clock.advance(20 * 365 * 86_400);
    expect(await callWith(token).session.me()).toMatchObject({ expiresAt: null });
  });

  test.each([
    { name: '' },
    { name: '  ' },
    { name: 'a'.repeat(101) },
    { expiresInDays: 0 },
    { expiresInDays: -1 },
    { expiresInDays: 3651 },
    { expiresInDays: 1.5 },
    { expiresInDays: 1e308 },
    { expiresInDays: '30' },
    { userId: nobody },
  ])('refuses %j', async (wrong) => {
    await using api = await createTestApi();
    const { call } = await buildPerson(api);
    const input = { name: 'CI', ...wrong } as never;
    await expect(call.personalTokens.create(input)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(Object.keys(wrong)[0]!),
    });
    expect(await call.personalTokens.list({})).toMatchObject({ items: [] });
  });

  test('takes a session, as does rotating: a token can only list and revoke its owner’s tokens', async () => {
    await using api = await createTestApi();
    const { call, callWith } = await buildPerson(api);
    const first = await call.personalTokens.create({ name: 'CI' });
    const second = await call.personalTokens.create({ name: 'Laptop' });
    const { personalTokens } = callWith(first.token);
    const forbidden = { code: 'FORBIDDEN' };
    await expect(personalTokens.create({ name: 'More' })).rejects.toMatchObject(forbidden);
    for (const { id } of [first, second])
      await expect(personalTokens.rotate({ tokenId: id })).rejects.toMatchObject(forbidden);

    expect(await personalTokens.list({})).toMatchObject({ items: [{ id: second.id }, { id: first.id }] });
    expect(await personalTokens.get({ tokenId: second.id })).toMatchObject({ name: 'Laptop' });
    await personalTokens.revoke({ tokenId: second.id });
    await expect(callWith(second.token).session.me()).rejects.toMatchObject(unauthorized);
    await personalTokens.revoke({ tokenId: first.id });
    await expect(personalTokens.list({})).rejects.toMatchObject(unauthorized);
  });
});

describe('another user’s token', () => {
  test('is not found, not even for a platform admin, and keeps working', async () => {
    await using api = await createTestApi();
    const theirs = await api.buildPersonalToken();
    for (const platformRole of ['user', 'admin'] as const) {
      const { personalTokens } = (await buildPerson(api, { platformRole })).call;
      for (const tokenId of [theirs.id, nobody]) {
        await expect(personalTokens.get({ tokenId })).rejects.toMatchObject(notFound);
        await expect(personalTokens.revoke({ tokenId })).rejects.toMatchObject(notFound);
        await expect(personalTokens.rotate({ tokenId })).rejects.toMatchObject(notFound);
      }
      expect(await personalTokens.list({})).toMatchObject({ items: [] });
    }
    expect(await api.call({ bearer: theirs.token }).session.me()).toMatchObject({ userId: theirs.ownerId });
  });
});

describe('the list of tokens', () => {
  test('is paginated', async () => {
    await using api = await createTestApi();
    const { call } = await buildPerson(api);
    for (const name of ['1', '2', '3']) await call.personalTokens.create({ name });
    const first = await call.personalTokens.list({ limit: 2 });
    const second = await call.personalTokens.list({ limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['3', '2', '1']);
    expect(second.nextCursor).toBeNull();
  });

  test('shows the last use; a new IP address is in the audit log, except for the first use', async () => {
    await using api = await createTestApi();
    const { id: userId, call } = await buildPerson(api);
    const { id, token } = await call.personalTokens.create({ name: 'CI' });
    async function use(ip: string) {
      await api.call({ bearer: token, ip }).session.me();
      await eventually(async () =>
        expect(await call.personalTokens.get({ tokenId: id })).toMatchObject({
          lastUsedAt: api.clock.now().toISOString(),
          lastUsedIp: ip,
        }),
      );
    }
    await use('198.51.100.4');
    await use('203.0.113.9');
    expect(
      await api.app.db.auditEvent.findMany({ where: { action: 'token.first_use_new_ip' } }),
    ).toMatchObject([
      {
        actorKind: 'user',
        actorId: userId,
        resourceKind: 'personal_token',
        resourceId: id,
        ip: '203.0.113.9',
        details: { name: 'CI', previousIp: '198.51.100.4' },
      },
    ]);
  });
});

describe('the end of a token', () => {
  test('revoked: refused from the next call on and listed as revoked; revoking again is not an error', async () => {
    await using api = await createTestApi();
    const { call, callWith } = await buildPerson(api);
    const { id, token } = await call.personalTokens.create({ name: 'CI' });
    await callWith(token).session.me();

    await call.personalTokens.revoke({ tokenId: id });

    await expect(callWith(token).session.me()).rejects.toMatchObject(unauthorized);
    await call.personalTokens.revoke({ tokenId: id });
    expect(await call.personalTokens.list({})).toMatchObject({ items: [{ id, status: 'revoked' }] });
    expect(await api.app.db.auditEvent.count({ where: { action: 'token.revoke' } })).toBe(1);
  });

  test('expired: refused immediately, even if it was in use', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser();
    const expiresAt = new Date(api.clock.now().getTime() + 3_600_000);
    const { id, token } = await api.buildPersonalToken({ owner: user, expiresAt });
    const call = api.call({ bearer: token });
    api.clock.advance(3_599);
    await call.session.me();
    api.clock.advance(1);
    await expect(call.session.me()).rejects.toMatchObject(unauthorized);
    const session = api.call({ bearer: await api.buildSession(user) });
    expect(await session.personalTokens.get({ tokenId: id })).toMatchObject({ status: 'expired' });
  });

  test('comes immediately when its owner is deactivated', async () => {
    await using api = await createTestApi();
    const admin = await buildPerson(api, { platformRole: 'admin' });
    const { token, ownerId } = await api.buildPersonalToken();
    await api.call({ bearer: token }).session.me();
    await admin.call.users.deactivate({ userId: ownerId });
    await expect(api.call({ bearer: token }).session.me()).rejects.toMatchObject(unauthorized);
  });
});

describe('rotating a token', () => {
  test('gives a new token with the same name and lifetime, and ends the old one immediately', async () => {
    await using api = await createTestApi();
    const { call, callWith } = await buildPerson(api);
    const old = await call.personalTokens.create({ name: 'CI', expiresInDays: 30 });
    await callWith(old.token).session.me();
    api.clock.advance(3_600);

    const fresh = await call.personalTokens.rotate({ tokenId: old.id });

    expect(fresh).toMatchObject({
      name: 'CI',
      status: 'active',
      expiresAt: new Date(api.clock.now().getTime() + 30 * day).toISOString(),
    });
    expect(fresh.id).not.toBe(old.id);
    expect(await callWith(fresh.token).session.me()).toMatchObject({ via: 'pat' });
    await expect(callWith(old.token).session.me()).rejects.toMatchObject(unauthorized);
    expect(await call.personalTokens.get({ tokenId: old.id })).toMatchObject({
      status: 'revoked',
      replacedById: fresh.id,
    });
    expect(await api.app.db.auditEvent.findMany({ where: { action: 'token.rotate' } })).toMatchObject([
      { resourceId: old.id, details: { replacedById: fresh.id, graceMinutes: 0 } },
    ]);
  });

  test('with a grace period keeps the old one working until it is over', async () => {
    await using api = await createTestApi();
    const { call, callWith } = await buildPerson(api);
    const old = await call.personalTokens.create({ name: 'CI', expiresInDays: null });
    const fresh = await call.personalTokens.rotate({ tokenId: old.id, graceMinutes: 60 });
    expect(fresh.expiresAt).toBeNull();

    api.clock.advance(3_599);
    for (const { token } of [old, fresh]) await callWith(token).session.me();
    api.clock.advance(1);
    await expect(callWith(old.token).session.me()).rejects.toMatchObject(unauthorized);
    await callWith(fresh.token).session.me();
  });

  test('does not extend the old token past its expiry', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser();
    const expiresAt = new Date(api.clock.now().getTime() + 600_000);
    const { id } = await api.buildPersonalToken({ owner: user, expiresAt });
    const call = api.call({ bearer: await api.buildSession(user) });
    await call.personalTokens.rotate({ tokenId: id, graceMinutes: 1440 });
    expect(await call.personalTokens.get({ tokenId: id })).toMatchObject({
      expiresAt: expiresAt.toISOString(),
    });
  });

  test.each([-1, 1441, 0.5, '5', null])('refuses a grace period of %j minutes', async (graceMinutes) => {
    await using api = await createTestApi();
    const { call } = await buildPerson(api);
    const { id: tokenId } = await call.personalTokens.create({ name: 'CI' });
    await expect(call.personalTokens.rotate({ tokenId, graceMinutes } as never)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  test('is refused for one that is revoked, expired or replaced', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser();
    const call = api.call({ bearer: await api.buildSession(user) });
    const [revoked, replaced] = [
      await call.personalTokens.create({ name: 'revoked' }),
      await call.personalTokens.create({ name: 'replaced' }),
    ];
    const expired = await api.buildPersonalToken({ owner: user, expiresAt: api.clock.now() });
    await call.personalTokens.revoke({ tokenId: revoked.id });
    await call.personalTokens.rotate({ tokenId: replaced.id, graceMinutes: 5 });
    for (const { id: tokenId } of [revoked, expired, replaced])
      await expect(call.personalTokens.rotate({ tokenId })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('gives only one new token, even concurrently', async () => {
    await using api = await createTestApi();
    const { call } = await buildPerson(api);
    const { id: tokenId } = await call.personalTokens.create({ name: 'CI' });
    const rotating = () => call.personalTokens.rotate({ tokenId, graceMinutes: 5 }).catch((error) => error);
    const answers = await Promise.all([rotating(), rotating(), rotating()]);
    expect(answers.filter(({ token }) => token)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(2);
    expect((await call.personalTokens.list({})).items).toHaveLength(2);
  });
});

describe('platform admins', () => {
  test('list and count all tokens with their owners, by user and status', async () => {
    await using api = await createTestApi();
    const admin = await buildPerson(api, { platformRole: 'admin' });
    const [ada, bob] = [await buildPerson(api), await buildPerson(api)];
    const active = await ada.call.personalTokens.create({ name: 'active' });
    const lasting = await bob.call.personalTokens.create({ name: 'lasting', expiresInDays: null });
    const revoked = await bob.call.personalTokens.create({ name: 'revoked' });
    await bob.call.personalTokens.revoke({ tokenId: revoked.id });
    const expired = await api.buildPersonalToken({ owner: ada, expiresAt: api.clock.now() });
    const { adminList, adminCounts } = admin.call.personalTokens;
    const ids = async (filter: Parameters<typeof adminList>[0]) =>
      (await adminList(filter)).items.map(({ id }) => id);

    const { token: _, ...listed } = active;
    expect((await adminList({})).items.at(-1)).toEqual({ ...listed, userId: ada.id, userEmail: ada.email });
    expect(await ids({})).toEqual([expired.id, revoked.id, lasting.id, active.id]);
    expect(await ids({ user: ada.id })).toEqual([expired.id, active.id]);
    expect(await ids({ status: 'active' })).toEqual([lasting.id, active.id]);
    expect(await ids({ status: 'revoked' })).toEqual([revoked.id]);
    expect(await ids({ status: 'expired' })).toEqual([expired.id]);
    expect(await ids({ user: bob.id, status: 'expired' })).toEqual([]);
    expect(await adminCounts({})).toEqual({ active: 2, revoked: 1, expired: 1 });
    expect(await adminCounts({ user: bob.id })).toEqual({ active: 1, revoked: 1, expired: 0 });
    const page = await adminList({ limit: 3 });
    expect((await adminList({ limit: 3, cursor: page.nextCursor! })).items).toMatchObject([
      { id: active.id },
    ]);
  });

  test('revoke any token; the audit log names the owner', async () => {
    await using api = await createTestApi();
    const admin = await buildPerson(api, { platformRole: 'admin' });
    const { id: tokenId, token, ownerId } = await api.buildPersonalToken();
    await api.call({ bearer: token }).session.me();

    await admin.call.personalTokens.adminRevoke({ tokenId });

    await expect(api.call({ bearer: token }).session.me()).rejects.toMatchObject(unauthorized);
    await expect(admin.call.personalTokens.adminRevoke({ tokenId: nobody })).rejects.toMatchObject(notFound);
    expect(await api.app.db.auditEvent.findMany()).toMatchObject([
      { action: 'token.admin_revoke', actorId: admin.id, resourceId: tokenId, details: { ownerId } },
    ]);
  });
});
