import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi, type Workspace } from '../../testing/index.ts';

async function setUp(api: TestApi) {
  const mine = await api.buildWorkspace();
  const root = await api.buildUser({ email: 'root@example.com', platformRole: 'admin' });
  return { mine, asRoot: api.call({ bearer: await api.buildSession(root) }) };
}

/** Creates two tokens and revokes the first: three entries. */
async function actIn(workspace: Workspace) {
  const { id: tokenId } = await workspace.as('operator').tokens.create({ name: 'CI', scope: 'read' });
  await workspace.as('admin').tokens.create({ name: 'Screens', scope: 'full' });
  await workspace.as('admin').tokens.revoke({ tokenId });
  return { tokenId };
}

const actions = ({ items }: { items: { action: string }[] }) => items.map(({ action }) => action);

describe('visibility', () => {
  test('admins of a workspace see its entries only, newest first', async () => {
    await using api = await createTestApi();
    const { mine } = await setUp(api);
    const { tokenId } = await actIn(mine);
    await actIn(await api.buildWorkspace());
    const { id, email } = await mine.member('admin');

    const page = await mine.as('admin').audit.list({ scope: 'workspace' });

    expect(actions(page)).toEqual(['api_token.revoke', 'api_token.create', 'api_token.create']);
    expect(page.items[0]).toEqual({
      id: expect.any(String),
      at: api.clock.now().toISOString(),
      actor: { kind: 'user', id, label: email },
      action: 'api_token.revoke',
      resource: { kind: 'api_token', id: tokenId },
      workspaceId: mine.id,
      ip: '192.0.2.1',
      details: { name: 'CI', scope: 'read' },
    });
  });

  test('platform admins see all entries, but cannot select a workspace without being a member', async () => {
    await using api = await createTestApi();
    const { mine, asRoot } = await setUp(api);
    await actIn(mine);
    const theirs = await api.buildWorkspace();
    await actIn(theirs);
    const { items } = await asRoot.audit.list({ scope: 'platform' });
    expect(new Set(items.map(({ workspaceId }) => workspaceId))).toEqual(new Set([mine.id, theirs.id]));
    await expect(asRoot.audit.list({ scope: 'workspace' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('without a scope, callers get everything they can see', async () => {
    await using api = await createTestApi();
    const { mine, asRoot } = await setUp(api);
    await actIn(mine);
    await actIn(await api.buildWorkspace());
    expect((await mine.as('admin').audit.list({})).items).toHaveLength(3);
    expect((await asRoot.audit.list({})).items).toHaveLength(6);
    await expect(mine.as('viewer').audit.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('other members, other workspaces and API tokens see nothing', async () => {
    await using api = await createTestApi();
    const { mine } = await setUp(api);
    await actIn(mine);
    for (const role of ['operator', 'viewer'] as const)
      for (const scope of ['workspace', 'platform'] as const)
        await expect(mine.as(role).audit.list({ scope })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(mine.as('admin').audit.list({ scope: 'platform' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const stranger = await (await api.buildWorkspace()).session('admin');
    const elsewhere = api.call({ bearer: stranger, workspaceHint: mine.id });
    await expect(elsewhere.audit.list({ scope: 'workspace' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(mine.withToken('full').audit.list({ scope: 'workspace' })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
  });
});

describe('filters', () => {
  test('by actor: an ID or part of the label, ignoring case', async () => {
    await using api = await createTestApi();
    const { mine } = await setUp(api);
    await actIn(mine);
    const operator = await mine.member('operator');
    for (const actor of [operator.id, operator.email, operator.email.slice(0, -4).toUpperCase()]) {
      const page = await mine.as('admin').audit.list({ scope: 'workspace', actor });
      expect(page.items, actor).toMatchObject([{ actor: { id: operator.id } }]);
    }
    expect(await mine.as('admin').audit.list({ scope: 'workspace', actor: 'nobody' })).toMatchObject({
      items: [],
    });
  });

  test('by action: a single one or all of a kind', async () => {
    await using api = await createTestApi();
    const { mine } = await setUp(api);
    await actIn(mine);
    const list = async (action: string) =>
      actions(await mine.as('admin').audit.list({ scope: 'workspace', action }));
    expect(await list('api_token.revoke')).toEqual(['api_token.revoke']);
    expect(await list('api_token.*')).toHaveLength(3);
    expect(await list('token.*')).toEqual([]);
    for (const wrong of ['api_token', '*', 'api_token.re*', '%'])
      await expect(list(wrong)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('by resource', async () => {
    await using api = await createTestApi();
    const { mine } = await setUp(api);
    const { tokenId } = await actIn(mine);
    const found = await mine
      .as('admin')
      .audit.list({ scope: 'workspace', resourceKind: 'api_token', resourceId: tokenId });
    expect(actions(found)).toEqual(['api_token.revoke', 'api_token.create']);
    expect(await mine.as('admin').audit.list({ scope: 'workspace', resourceKind: 'device' })).toMatchObject({
      items: [],
    });
  });

  test('by time: start inclusive, end exclusive', async () => {
    await using api = await createTestApi();
    const { mine } = await setUp(api);
    const times: string[] = [];
    for (const name of ['1', '2', '3']) {
      times.push(api.clock.now().toISOString());
      await mine.as('operator').tokens.create({ name, scope: 'read' });
      api.clock.advance(60);
    }
    const names = async (range: { from?: string; to?: string }) =>
      (await mine.as('admin').audit.list({ scope: 'workspace', ...range })).items.map(
        ({ details }) => details?.name,
      );
    expect(await names({ from: times[1] })).toEqual(['3', '2']);
    expect(await names({ to: times[1] })).toEqual(['1']);
    expect(await names({ from: times[1], to: times[2] })).toEqual(['2']);
    await expect(names({ from: 'yesterday' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

test('pages stay consistent while entries are added', async () => {
  await using api = await createTestApi();
  const { mine } = await setUp(api);
  await actIn(mine);
  const all = await mine.as('admin').audit.list({ scope: 'workspace' });
  const first = await mine.as('admin').audit.list({ scope: 'workspace', limit: 2 });
  await mine.as('admin').tokens.create({ name: 'Later', scope: 'read' });
  const second = await mine
    .as('admin')
    .audit.list({ scope: 'workspace', limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items]).toEqual(all.items);
  expect(second.nextCursor).toBeNull();
});
