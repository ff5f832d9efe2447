import type { WorkspaceRole } from '@sitecast/auth';
import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../../testing/index.ts';

const nowhere = '018f0000-0000-7000-8000-000000000001';

/** A workspace with two playlists, and an agency token for the first one. */
async function setUp(api: TestApi) {
  const mine = await api.buildWorkspace();
  const [summer, lobby] = [
    await api.buildPlaylist({ workspace: mine, name: 'Summer' }),
    await api.buildPlaylist({ workspace: mine, name: 'Lobby' }),
  ];
  const minted = await mine
    .as('admin')
    .tokens.create({ name: 'Agency', scope: 'agency', targetPlaylistIds: [summer.id] });
  return { mine, summer, lobby, minted, agency: api.call({ bearer: minted.token }) };
}

describe('minting an agency token', () => {
  test('takes its playlists, ignoring duplicates, and whether it publishes without review', async () => {
    await using api = await createTestApi();
    const { mine, summer, lobby, minted } = await setUp(api);
    expect(minted).toMatchObject({
      scope: 'agency',
      targets: [{ id: summer.id, name: 'Summer' }],
      autoPublish: false,
    });
    const both = await mine.as('admin').tokens.create({
      name: 'Both',
      scope: 'agency',
      targetPlaylistIds: [lobby.id, summer.id, lobby.id, lobby.id.toUpperCase()],
      autoPublish: true,
    });
    expect(both.targets.map(({ name }) => name).sort()).toEqual(['Lobby', 'Summer']);
    expect(await mine.as('admin').tokens.list({ limit: 1 })).toMatchObject({
      items: [{ id: both.id, autoPublish: true, targets: both.targets }],
    });
    expect(await api.app.db.auditEvent.findFirst({ where: { resourceId: both.id } })).toMatchObject({
      action: 'api_token.create',
      details: { scope: 'agency', autoPublish: true, playlistIds: [summer.id, lobby.id].sort() },
    });
  });

  // Access for outsiders is up to the workspace's admins, like membership.
  test.each(['viewer', 'operator'] as const)('is refused to a %s', async (role) => {
    await using api = await createTestApi();
    const { mine, summer } = await setUp(api);
    const minting = mine
      .as(role)
      .tokens.create({ name: 'A', scope: 'agency', targetPlaylistIds: [summer.id] });
    await expect(minting).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('requires playlists of this workspace; those of others are not found', async () => {
    await using api = await createTestApi();
    const { mine, summer } = await setUp(api);
    const foreign = await api.buildPlaylist();
    const before = await api.app.db.apiToken.count();
    const tries = [undefined, [], ['summer'], [nowhere], [summer.id, foreign.id], Array(201).fill(summer.id)];
    const answers: unknown[] = [];
    for (const targetPlaylistIds of tries) {
      const input = { name: 'A', scope: 'agency', targetPlaylistIds } as never;
      const failure = await mine
        .as('admin')
        .tokens.create(input)
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'BAD_REQUEST',
        message: expect.stringContaining('targetPlaylistIds'),
      });
      answers.push((failure as Error).message.replace(/[0-9a-f-]{36}/, '<id>'));
    }
    expect(answers[3]).toBe(answers[4]);
    expect(await api.app.db.apiToken.count()).toBe(before);
  });
});

describe('the playlists of an agency token', () => {
  test('are all it sees, and changes take effect from the next request on', async () => {
    await using api = await createTestApi();
    const { mine, summer, lobby, minted, agency } = await setUp(api);
    await api.buildPlaylist();
    expect(await agency.agency.listPlaylists({})).toEqual([
      { id: summer.id, name: 'Summer', status: 'draft' },
    ]);
    expect(await agency.agency.getPlaylist({ playlistId: summer.id })).toMatchObject({ name: 'Summer' });
    await expect(agency.agency.getPlaylist({ playlistId: lobby.id })).rejects.toMatchObject({
      appCode: 'FORBIDDEN',
    });

    const changed = await mine
      .as('admin')
      .tokens.setTargets({ tokenId: minted.id, playlistIds: [lobby.id, lobby.id] });

    expect(changed).toMatchObject({ id: minted.id, targets: [{ id: lobby.id, name: 'Lobby' }] });
    expect(await agency.agency.listPlaylists({})).toMatchObject([{ id: lobby.id }]);
    expect(await agency.agency.getPlaylist({ playlistId: lobby.id })).toMatchObject({ name: 'Lobby' });
    await expect(agency.agency.getPlaylist({ playlistId: summer.id })).rejects.toMatchObject({
      appCode: 'FORBIDDEN',
    });
    expect(await api.app.db.auditEvent.findFirst({ where: { action: 'api_token.retarget' } })).toMatchObject({
      resourceId: minted.id,
      details: { playlistIds: { from: [summer.id], to: [lobby.id] } },
    });
  });

  test('exclude other workspaces, even if a target row names one; unknown ones are not found', async () => {
    await using api = await createTestApi();
    const { minted, agency } = await setUp(api);
    const foreign = await api.buildPlaylist();
    await api.app.db.apiTokenTarget.create({ data: { tokenId: minted.id, playlistId: foreign.id } });
    expect(await agency.agency.listPlaylists({})).toHaveLength(1);
    const get = (playlistId: string) => agency.agency.getPlaylist({ playlistId });
    await expect(get(foreign.id)).rejects.toMatchObject({ appCode: 'FORBIDDEN' });
    await expect(get(nowhere)).rejects.toMatchObject({ appCode: 'NOT_FOUND' });
    await expect(get('summer')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('are checked in one query', async () => {
    const queries: string[] = [];
    await using api = await createTestApi({ onQuery: (sql) => queries.push(sql) });
    const { summer, lobby, agency } = await setUp(api);
    await agency.agency.getPlaylist({ playlistId: summer.id });
    await api.app.identifier.close();
    queries.length = 0;
    await agency.agency.getPlaylist({ playlistId: summer.id });
    expect(queries).toHaveLength(1);
    await agency.agency.getPlaylist({ playlistId: lobby.id }).catch(() => {});
    expect(queries).toHaveLength(2);
  });

  test('can be changed by those who manage the token, while it is active', async () => {
    await using api = await createTestApi();
    const { mine, summer, minted } = await setUp(api);
    const theirs = await api.buildWorkspace();
    const foreign = await api.buildPlaylist({ workspace: theirs });
    const set = (playlistIds: string[], tokenId = minted.id) =>
      mine.as('admin').tokens.setTargets({ tokenId, playlistIds });
    for (const playlistIds of [[], [foreign.id], [summer.id, nowhere]])
      await expect(set(playlistIds)).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: expect.stringContaining('playlistIds'),
      });
    expect(await mine.as('admin').tokens.list({})).toMatchObject({
      items: [{ targets: [{ id: summer.id }] }],
    });

    const input = { tokenId: minted.id, playlistIds: [summer.id] };
    await expect(mine.as('operator').tokens.setTargets(input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(theirs.as('admin').tokens.setTargets(input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const full = await mine.as('admin').tokens.create({ name: 'CI', scope: 'full' });
    await expect(set([summer.id], full.id)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await mine.as('admin').tokens.revoke({ tokenId: minted.id });
    await expect(set([summer.id])).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

test('an agency token has access to nothing else', async () => {
  await using api = await createTestApi();
  const { agency } = await setUp(api);
  const elsewhere = [
    () => agency.devices.list({}),
    () => agency.playlists.list({}),
    () => agency.pip.list({}),
    () => agency.pip.show({ deviceId: nowhere, type: 'web', uri: 'https://example.com' }),
  ];
  for (const call of elsewhere) await expect(call()).rejects.toMatchObject({ appCode: 'INSUFFICIENT_SCOPE' });
});

test('no one else has access to the agency procedures', async () => {
  await using api = await createTestApi();
  const { mine, summer } = await setUp(api);
  const verdict = (caller: ReturnType<TestApi['call']>) =>
    Promise.all(
      [() => caller.agency.listPlaylists({}), () => caller.agency.getPlaylist({ playlistId: summer.id })].map(
        (call) => call().catch((error: { appCode: string }) => error.appCode),
      ),
    );
  expect(await verdict(api.call())).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  for (const role of ['admin', 'operator', 'viewer'] as const)
    expect(await verdict(mine.as(role))).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  for (const scope of ['read', 'write', 'full'] as const)
    expect(await verdict(mine.withToken(scope))).toEqual(['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE']);
});

describe('an agency token ends when its owner', () => {
  /** The workspace has another admin, so that the owner can lose the role. */
  async function withOwner(role: WorkspaceRole, scope: 'agency' | 'full') {
    const api = await createTestApi();
    const mine = await api.buildWorkspace();
    await mine.as('admin').members.list({});
    const owner = await api.buildUser({ memberOf: [{ workspace: mine, role }], password: 'a long walk' });
    await api.app.db.user.updateMany({ data: { lastLoginAt: new Date() } });
    const targets = [await api.buildPlaylist({ workspace: mine })];
    const { token } = await api.buildToken({ workspace: mine, owner, scope, targets });
    const call = api.call({ bearer: token });
    const use = () => (scope === 'agency' ? call.agency.listPlaylists({}) : call.devices.list({}));
    await use();
    return { api, mine, owner, use };
  }

  test.each(['operator', 'viewer'] as const)('becomes %s', async (role) => {
    const { api, mine, owner, use } = await withOwner('admin', 'agency');
    await using _ = api;
    await mine.as('admin').members.update({ userId: owner.id, role });
    await expect(use()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await mine.as('admin').members.update({ userId: owner.id, role: 'admin' });
    await expect(use()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('loses the role directly in the database', async () => {
    const { api, owner, use } = await withOwner('operator', 'full');
    await using _ = api;
    await api.app.db.workspaceMember.updateMany({ where: { userId: owner.id }, data: { role: 'viewer' } });
    api.app.revocations.revoke({ kind: 'rights', id: owner.id });
    await expect(use()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('is removed or deactivated', async () => {
    const removed = await withOwner('admin', 'agency');
    await using _ = removed.api;
    await removed.mine.as('admin').members.remove({ userId: removed.owner.id });
    await expect(removed.use()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });

    const deactivated = await withOwner('admin', 'agency');
    await using __ = deactivated.api;
    const admin = await deactivated.api.buildUser({ platformRole: 'admin' });
    const bearer = await deactivated.api.buildSession(admin);
    await deactivated.api.call({ bearer }).users.deactivate({ userId: deactivated.owner.id });
    await expect(deactivated.use()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});
