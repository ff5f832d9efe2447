import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi, type Workspace } from '../../testing/index.ts';
import { buildMember } from '../../testing/people.ts';

const auditOf = async (api: TestApi, workspace: Workspace) =>
  (
    await api.app.db.auditEvent.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: 'asc' } })
  ).map(({ action, resourceId, details }) => ({ action, userId: resourceId, details }));

describe('the list of members', () => {
  test('is visible to every member of the workspace, and to no one else', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const admin = await buildMember(api, mine, 'admin');
    const viewer = await buildMember(api, mine, 'viewer');
    await api.buildUser({ memberOf: [{ workspace: await api.buildWorkspace(), role: 'admin' }] });
    expect(await viewer.caller.members.list({})).toEqual({
      items: [
        {
          userId: admin.id,
          email: admin.email,
          name: 'Somebody',
          role: 'admin',
          active: true,
          pending: false,
          createdAt: expect.any(String),
        },
        expect.objectContaining({ userId: viewer.id, role: 'viewer' }),
      ],
      nextCursor: null,
    });
    await expect(mine.withToken('full').members.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('is paginated', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [first, second, third] = [
      await buildMember(api, mine, 'viewer'),
      await buildMember(api, mine, 'viewer'),
      await buildMember(api, mine, 'viewer'),
    ];
    const page = await first.caller.members.list({ limit: 2 });
    const rest = await first.caller.members.list({ limit: 2, cursor: page.nextCursor! });
    expect([...page.items, ...rest.items].map(({ userId }) => userId)).toEqual([
      first.id,
      second.id,
      third.id,
    ]);
    expect(rest.nextCursor).toBeNull();
  });

  test('decides which workspaces a user sees', async () => {
    await using api = await createTestApi();
    const [one, two] = [await api.buildWorkspace({ name: 'One' }), await api.buildWorkspace({ name: 'Two' })];
    await api.buildWorkspace();
    const user = await api.buildUser({
      memberOf: [
        { workspace: one, role: 'viewer' },
        { workspace: two, role: 'admin' },
      ],
    });
    const caller = api.call({ bearer: await api.buildSession(user) });
    expect(await caller.workspaces.list({})).toMatchObject({
      items: [
        { id: one.id, name: 'One', role: 'viewer' },
        { id: two.id, name: 'Two', role: 'admin' },
      ],
    });
    const page = await caller.workspaces.list({ limit: 1 });
    expect(await caller.workspaces.list({ limit: 1, cursor: page.nextCursor! })).toMatchObject({
      items: [{ name: 'Two' }],
      nextCursor: null,
    });
  });
});

test('all changes are in the workspace’s audit log, without invitation links', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const admin = await buildMember(api, mine, 'admin');
  const { email, id, caller } = await buildMember(api, mine, 'operator');
  await caller.tokens.create({ name: 'CI', scope: 'full' });
  await admin.caller.members.update({ userId: id, role: 'viewer' });
  await admin.caller.members.remove({ userId: id });
  await admin.caller.members.invite({ email, role: 'viewer' });
  await caller.members.leave();
  const { userId, inviteUrl } = await admin.caller.members.invite({
    email: 'ada@example.com',
    role: 'viewer',
  });

  const events = await auditOf(api, mine);
  expect(events.filter(({ action }) => action.startsWith('member.'))).toEqual([
    {
      action: 'member.update',
      userId: id,
      details: { email, role: { from: 'operator', to: 'viewer' }, revokedTokens: 1 },
    },
    { action: 'member.remove', userId: id, details: { email, role: 'viewer', revokedTokens: 0 } },
    { action: 'member.add', userId: id, details: { email, role: 'viewer', pending: false } },
    { action: 'member.leave', userId: id, details: { email, role: 'viewer', revokedTokens: 0 } },
    { action: 'member.add', userId, details: { email: 'ada@example.com', role: 'viewer', pending: true } },
  ]);
  expect(JSON.stringify(await api.app.db.auditEvent.findMany())).not.toContain(inviteUrl!.split('/').at(-1));
});
