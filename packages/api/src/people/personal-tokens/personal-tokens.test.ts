import { describe, expect, test } from 'vitest';
import { createTestApi, eventually } from '../../testing/index.ts';
import { buildPerson } from '../../testing/people.ts';

const day = 86_400_000;
const unauthorized = { code: 'UNAUTHORIZED' };
const notFound = { code: 'NOT_FOUND' };
const nobody = '00000000-0000-7000-8000-000000000000';

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
