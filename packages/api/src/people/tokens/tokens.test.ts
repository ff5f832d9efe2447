import { API_TOKEN_PATTERN } from '@sitecast/auth';
import { describe, expect, test } from 'vitest';
import { createTestApi, eventually } from '../../testing/index.ts';

const day = 86_400_000;

describe('minting a token', () => {
  const highest = { viewer: ['read'], operator: ['read', 'write', 'full'], admin: ['read', 'write', 'full'] };

  test.each(['viewer', 'operator', 'admin'] as const)(
    'as %s is limited to the scopes of the role',
    async (role) => {
      await using api = await createTestApi();
      const mine = await api.buildWorkspace();
      for (const scope of ['read', 'write', 'full'] as const) {
        const minting = () => mine.as(role).tokens.create({ name: 'CI', scope });
        if (highest[role].includes(scope)) expect(await minting()).toMatchObject({ scope });
        else await expect(minting()).rejects.toMatchObject({ code: 'FORBIDDEN' });
      }
    },
  );

  test('returns the token only once', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { email, id } = await mine.member('operator');

    const minted = await mine
      .as('operator')
      .tokens.create({ name: ' CI ', scope: 'read', expiresInDays: 30 });

    expect(minted).toEqual({
      id: expect.any(String),
      name: 'CI',
      scope: 'read',
      prefix: minted.token.slice(0, 11),
      status: 'active',
      owner: { id, email },
      createdAt: api.clock.now().toISOString(),
      expiresAt: new Date(api.clock.now().getTime() + 30 * day).toISOString(),
      lastUsedAt: null,
      lastUsedIp: null,
      replacedById: null,
      targets: [],
      autoPublish: false,
      token: expect.stringMatching(API_TOKEN_PATTERN),
    });
    const { token, ...listed } = minted;
    expect(await mine.as('operator').tokens.list({})).toEqual({ items: [listed], nextCursor: null });
    const stored = JSON.stringify([
      await api.app.db.apiToken.findMany(),
      await api.app.db.auditEvent.findMany(),
    ]);
    expect(stored).toContain(minted.id);
    expect(stored).not.toContain(token);
  });

  test.each([
    { name: '' },
    { name: '  ' },
    { name: 'a'.repeat(101) },
    { scope: 'admin' },
    { targetPlaylistIds: [] },
    { targetPlaylistIds: ['00000000-0000-4000-8000-000000000000'] },
    { autoPublish: false },
    { expiresInDays: 0 },
    { expiresInDays: -1 },
    { expiresInDays: 3651 },
    { expiresInDays: 1.5 },
    { expiresInDays: null },
    { workspaceId: '00000000-0000-4000-8000-000000000000' },
    { ownerId: '00000000-0000-4000-8000-000000000000' },
  ])('refuses %j', async (wrong) => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const input = { name: 'CI', scope: 'read', ...wrong } as never;
    await expect(mine.as('admin').tokens.create(input)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(Object.keys(wrong)[0]!),
    });
  });

  test('as a member of two workspaces creates it in the selected one', async () => {
    await using api = await createTestApi();
    const [one, two, foreign] = [
      await api.buildWorkspace(),
      await api.buildWorkspace(),
      await api.buildWorkspace(),
    ];
    const user = await api.buildUser({
      memberOf: [
        { workspace: one, role: 'viewer' },
        { workspace: two, role: 'admin' },
      ],
    });
    const bearer = await api.buildSession(user);
    const { token } = await api
      .call({ bearer, workspaceHint: two.id })
      .tokens.create({ name: 'CI', scope: 'full' });
    const device = await two.buildDevice();
    // Tokens have one workspace, so the hint is ignored.
    const caller = api.call({ bearer: token, workspaceHint: one.id });
    expect(await caller.devices.list({})).toMatchObject({ items: [{ id: device.id }] });

    await expect(
      api.call({ bearer, workspaceHint: foreign.id }).tokens.create({ name: 'CI', scope: 'read' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('and all other token management is refused to API tokens of any scope', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { id } = await api.buildToken({ workspace: mine });
    for (const scope of ['read', 'write', 'full', 'agency'] as const) {
      const caller = mine.withToken(scope);
      const calls = [
        () => caller.tokens.list({}),
        () => caller.tokens.create({ name: 'CI', scope: 'read' }),
        () => caller.tokens.setTargets({ tokenId: id, playlistIds: [id] }),
        () => caller.tokens.rotate({ tokenId: id }),
        () => caller.tokens.revoke({ tokenId: id }),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    }
  });
});

describe('the list of tokens', () => {
  test('contains the caller’s own tokens, or those of all members for admins', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    for (const role of ['viewer', 'operator', 'admin'] as const)
      await mine.as(role).tokens.create({ name: `of the ${role}`, scope: 'read' });
    await api.buildToken();
    const names = async (role: 'viewer' | 'operator' | 'admin') =>
      (await mine.as(role).tokens.list({})).items.map(({ name }) => name);
    expect(await names('viewer')).toEqual(['of the viewer']);
    expect(await names('operator')).toEqual(['of the operator']);
    expect(await names('admin')).toEqual(['of the admin', 'of the operator', 'of the viewer']);
  });

  test('shows when and from where a token was last used', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { token } = await mine.as('admin').tokens.create({ name: 'CI', scope: 'read' });
    await api.call({ bearer: token, ip: '198.51.100.4' }).devices.list({});
    await eventually(async () =>
      expect(await mine.as('admin').tokens.list({})).toMatchObject({
        items: [{ lastUsedAt: api.clock.now().toISOString(), lastUsedIp: '198.51.100.4' }],
      }),
    );
  });

  test('is paginated', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    for (const name of ['1', '2', '3']) await mine.as('admin').tokens.create({ name, scope: 'read' });
    const first = await mine.as('admin').tokens.list({ limit: 2 });
    const second = await mine.as('admin').tokens.list({ limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['3', '2', '1']);
    expect(second.nextCursor).toBeNull();
  });
});

describe('the end of a token', () => {
  test('revoked: refused from the next call on and listed as revoked; revoking again is not an error', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { id, token } = await mine.as('operator').tokens.create({ name: 'CI', scope: 'full' });
    const caller = api.call({ bearer: token });
    await caller.devices.list({});

    await mine.as('operator').tokens.revoke({ tokenId: id });

    await expect(caller.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await mine.as('operator').tokens.revoke({ tokenId: id });
    expect(await mine.as('operator').tokens.list({})).toMatchObject({ items: [{ id, status: 'revoked' }] });
    expect(await api.app.db.auditEvent.count({ where: { action: 'api_token.revoke' } })).toBe(1);
  });

  test('revoked by an admin: also for other members; operators do not find those', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { id: tokenId } = await mine.as('admin').tokens.create({ name: 'CI', scope: 'read' });
    for (const role of ['operator', 'viewer'] as const)
      await expect(mine.as(role).tokens.revoke({ tokenId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const own = await mine.as('viewer').tokens.create({ name: 'CI', scope: 'read' });
    await mine.as('admin').tokens.revoke({ tokenId: own.id });
  });

  test('revoked from another workspace: not found, and it keeps working', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const theirs = await api.buildToken({ scope: 'read' });
    await expect(mine.as('admin').tokens.revoke({ tokenId: theirs.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await api.call({ bearer: theirs.token }).devices.list({});
  });

  test('expired: refused immediately, even if it was in use', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { token } = await mine.as('admin').tokens.create({ name: 'CI', scope: 'read', expiresInDays: 1 });
    const caller = api.call({ bearer: token });
    api.clock.advance(86_399);
    await caller.devices.list({});
    api.clock.advance(1);
    await expect(caller.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(mine.as('admin').tokens.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const bearer = await mine.session('admin');
    expect(await api.call({ bearer }).tokens.list({})).toMatchObject({ items: [{ status: 'expired' }] });
  });

  test('comes when its owner is deactivated', async () => {
    await using api = await createTestApi();
    const { token, ownerId } = await api.buildToken();
    const caller = api.call({ bearer: token });
    await caller.devices.list({});
    await api.app.db.user.update({ where: { id: ownerId }, data: { active: false } });
    api.app.revocations.revoke({ kind: 'user', id: ownerId });
    await expect(caller.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('comes when its owner leaves the workspace', async () => {
    await using api = await createTestApi();
    const elsewhere = await api.buildWorkspace();
    const { token, ownerId } = await api.buildToken();
    await api.app.db.workspaceMember.create({
      data: { workspaceId: elsewhere.id, userId: ownerId, role: 'admin' },
    });
    const caller = api.call({ bearer: token });
    await caller.devices.list({});
    await api.app.db.workspaceMember.deleteMany({
      where: { userId: ownerId, workspaceId: { not: elsewhere.id } },
    });
    api.app.revocations.revoke({ kind: 'user', id: ownerId });
    await expect(caller.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});
