import { describe, expect, test } from 'vitest';
import { createOutbox, createTestApi, type TestApi, type Workspace } from '../../testing/index.ts';

/** A member who has accepted their invitation. */
async function buildMember(api: TestApi, workspace: Workspace, role: 'admin' | 'operator' | 'viewer') {
  const user = await api.buildUser({ memberOf: [{ workspace, role }] });
  await api.app.db.user.update({ where: { id: user.id }, data: { lastLoginAt: api.clock.now() } });
  return { ...user, caller: api.call({ bearer: await api.buildSession(user) }) };
}

const auditOf = async (api: TestApi, workspace: Workspace) =>
  (
    await api.app.db.auditEvent.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: 'asc' } })
  ).map(({ action, resourceId, details }) => ({ action, userId: resourceId, details }));

/** Opens an invitation link and chooses a password. */
async function choosePassword(api: TestApi, url: string) {
  const password = 'a long walk by the sea';
  await api.call().passwordLinks.use({ token: url.split('/').at(-1)!, password });
  return password;
}

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

describe('inviting a person', () => {
  test('without an account creates a user with a 7-day link, who then logs in as a member', async () => {
    const outbox = createOutbox();
    await using api = await createTestApi({ mail: outbox });
    const mine = await api.buildWorkspace();

    const invited = await mine.as('admin').members.invite({ email: ' Ada@Example.com ', role: 'operator' });

    expect(invited).toMatchObject({
      email: 'ada@example.com',
      name: 'ada',
      role: 'operator',
      active: true,
      pending: true,
      inviteUrl: expect.stringMatching(/^http:\/\/sitecast\.test\/reset\/\S+$/),
      inviteEmailSent: true,
    });
    expect(outbox.mails).toMatchObject([{ to: 'ada@example.com' }]);
    expect(outbox.mails[0]?.text).toContain(invited.inviteUrl);

    api.clock.advance(7 * 86_400 - 1);
    const password = await choosePassword(api, invited.inviteUrl!);
    expect(await api.call().session.login({ email: 'ada@example.com', password })).toMatchObject({
      role: 'user',
      workspaces: [{ id: mine.id, role: 'operator' }],
    });
    const admin = api.call({ bearer: await mine.session('admin') });
    expect((await admin.members.list({})).items).toContainEqual(
      expect.objectContaining({ email: 'ada@example.com', pending: false }),
    );
  });

  test('with an account adds them immediately, on open connections too, and mails them', async () => {
    const outbox = createOutbox();
    await using api = await createTestApi({ mail: outbox });
    const [mine, theirs] = [await api.buildWorkspace({ name: 'Festival' }), await api.buildWorkspace()];
    const user = await buildMember(api, theirs, 'viewer');
    const caller = api.call({ bearer: await api.buildSession(user), workspaceHint: mine.id });
    await expect(caller.devices.list({})).rejects.toMatchObject({ code: 'NOT_FOUND' });

    const invited = await mine.as('admin').members.invite({ email: user.email, role: 'viewer' });

    expect(invited).toMatchObject({
      userId: user.id,
      pending: false,
      inviteUrl: null,
      inviteEmailSent: true,
    });
    expect(await caller.devices.list({})).toMatchObject({ items: [] });
    expect(outbox.mails[0]).toMatchObject({ to: user.email, text: expect.stringContaining('Festival') });
  });

  test('without a mail server reports that no mail was sent', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const invited = await mine.as('admin').members.invite({ email: 'ada@example.com', role: 'viewer' });
    expect(invited).toMatchObject({ inviteUrl: expect.any(String), inviteEmailSent: false });
  });

  test('who is already a member is refused', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { email } = await buildMember(api, mine, 'viewer');
    await expect(mine.as('admin').members.invite({ email, role: 'admin' })).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ path: ['email'] }],
    });
    expect((await mine.as('admin').members.list({})).items).toContainEqual(
      expect.objectContaining({ email, role: 'viewer' }),
    );
  });

  test('again before they accept replaces their link', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const invite = (role: 'viewer' | 'operator') =>
      mine.as('admin').members.invite({ email: 'ada@example.com', role });
    const first = await invite('viewer');
    const second = await invite('operator');
    expect(second).toMatchObject({ userId: first.userId, role: 'operator', pending: true });
    await expect(choosePassword(api, first.inviteUrl!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await choosePassword(api, second.inviteUrl!);
  });

  test('with an open invitation from another workspace or as platform admin is refused', async () => {
    await using api = await createTestApi();
    const [mine, theirs] = [await api.buildWorkspace(), await api.buildWorkspace()];
    const root = await api.buildUser({ platformRole: 'admin' });
    const asRoot = api.call({ bearer: await api.buildSession(root) });
    await theirs.as('admin').members.invite({ email: 'ada@example.com', role: 'admin' });
    await asRoot.users.create({ email: 'eve@example.com', role: 'admin' });
    for (const email of ['ada@example.com', 'eve@example.com'])
      await expect(mine.as('admin').members.invite({ email, role: 'viewer' })).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('open invitation'),
      });
  });

  test('and removing them before they accept ends their link', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { userId, inviteUrl } = await mine
      .as('admin')
      .members.invite({ email: 'ada@example.com', role: 'admin' });
    await buildMember(api, mine, 'admin');
    await mine.as('admin').members.remove({ userId });
    await expect(choosePassword(api, inviteUrl!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('and making them platform admin before they accept ends their link', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const root = await api.buildUser({ platformRole: 'admin' });
    const asRoot = api.call({ bearer: await api.buildSession(root) });
    const { userId, inviteUrl } = await mine
      .as('admin')
      .members.invite({ email: 'ada@example.com', role: 'viewer' });
    await asRoot.users.update({ userId, role: 'admin' });
    await expect(choosePassword(api, inviteUrl!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await choosePassword(api, (await asRoot.users.resetPassword({ userId })).resetUrl);
  });

  test('twice concurrently creates one user and one membership', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const admin = await buildMember(api, mine, 'admin');
    const answers = await Promise.all(
      [1, 2].map(() => admin.caller.members.invite({ email: 'ada@example.com', role: 'viewer' })),
    );
    expect(answers[0]?.userId).toBe(answers[1]?.userId);
    expect(await api.app.db.user.count({ where: { email: 'ada@example.com' } })).toBe(1);
  });
});

test('a workspace can send at most 60 invitations an hour', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  await api.app.throttles.invitations.penalty(mine.id, 59);
  const invite = (workspace: Workspace, email: string) =>
    workspace.as('admin').members.invite({ email, role: 'viewer' });
  await invite(mine, 'ada@example.com');
  await expect(invite(mine, 'bob@example.com')).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    retryAfter: expect.any(Number),
  });
  await invite(await api.buildWorkspace(), 'bob@example.com');
});

describe('a role', () => {
  test('change takes effect from the next call on', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const member = await buildMember(api, mine, 'operator');
    const show = async () => {
      const { id: deviceId } = await mine.buildDevice();
      return member.caller.pip.clear({ deviceId });
    };
    await show();
    expect(await mine.as('admin').members.update({ userId: member.id, role: 'viewer' })).toMatchObject({
      userId: member.id,
      role: 'viewer',
    });
    await expect(show()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await mine.as('admin').members.update({ userId: member.id, role: 'operator' });
    await show();
  });

  test('change to a lower one revokes only the tokens whose scope exceeds it', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const member = await buildMember(api, mine, 'operator');
    const full = await member.caller.tokens.create({ name: 'Full', scope: 'full' });
    const read = await member.caller.tokens.create({ name: 'Read', scope: 'read' });
    const call = (token: string) => api.call({ bearer: token }).devices.list({});
    await Promise.all([call(full.token), call(read.token)]);
    await mine.as('admin').members.update({ userId: member.id, role: 'viewer' });
    await expect(call(full.token)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await call(read.token);
  });

  test('of a member of another workspace cannot be changed', async () => {
    await using api = await createTestApi();
    const [mine, theirs] = [await api.buildWorkspace(), await api.buildWorkspace()];
    const { id: userId } = await buildMember(api, theirs, 'viewer');
    const admin = mine.as('admin').members;
    await expect(admin.update({ userId, role: 'admin' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(admin.remove({ userId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the end of a membership', () => {
  test('by removal is immediate and revokes tokens, which a new membership does not restore', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const member = await buildMember(api, mine, 'operator');
    const { token } = await member.caller.tokens.create({ name: 'CI', scope: 'read' });
    const byToken = api.call({ bearer: token });
    await byToken.devices.list({});

    await mine.as('admin').members.remove({ userId: member.id });

    await expect(member.caller.devices.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(byToken.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await member.caller.session.me()).toMatchObject({ workspaces: [] });
    await mine.as('admin').members.invite({ email: member.email, role: 'operator' });
    await member.caller.devices.list({});
    await expect(byToken.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('by leaving is open to viewers too', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const member = await buildMember(api, mine, 'viewer');
    await member.caller.members.leave();
    await expect(member.caller.devices.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await mine.as('admin').members.list({})).items.map(({ userId }) => userId)).not.toContain(
      member.id,
    );
  });
});

test('a member of two workspaces leaves the selected one', async () => {
  await using api = await createTestApi();
  const [one, two] = [await api.buildWorkspace(), await api.buildWorkspace()];
  const user = await api.buildUser({
    memberOf: [
      { workspace: one, role: 'viewer' },
      { workspace: two, role: 'viewer' },
    ],
  });
  const bearer = await api.buildSession(user);
  await api.call({ bearer, workspaceHint: two.id }).members.leave();
  expect(await api.call({ bearer }).workspaces.list({})).toMatchObject({ items: [{ id: one.id }] });
});

describe('the last admin', () => {
  const ways = {
    leave: ({ caller }: Member) => caller.members.leave(),
    'demote themselves': ({ caller, id }: Member) => caller.members.update({ userId: id, role: 'operator' }),
    'remove themselves': ({ caller, id }: Member) => caller.members.remove({ userId: id }),
  };
  type Member = Awaited<ReturnType<typeof buildMember>>;

  test.each(Object.keys(ways) as (keyof typeof ways)[])('cannot %s', async (way) => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const admin = await buildMember(api, mine, 'admin');
    await buildMember(api, mine, 'operator');
    await buildMember(api, await api.buildWorkspace(), 'admin');
    await expect(ways[way](admin)).rejects.toMatchObject({ code: 'CONFLICT', appCode: 'LAST_ADMIN' });
    expect((await admin.caller.members.list({})).items[0]).toMatchObject({ role: 'admin' });
  });

  test('is the last even if others are deactivated or have not accepted their invitation', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const admin = await buildMember(api, mine, 'admin');
    const other = await buildMember(api, mine, 'admin');
    await api.app.db.user.update({ where: { id: other.id }, data: { active: false } });
    const { inviteUrl } = await admin.caller.members.invite({ email: 'ada@example.com', role: 'admin' });
    await expect(admin.caller.members.leave()).rejects.toMatchObject({ appCode: 'LAST_ADMIN' });
    await choosePassword(api, inviteUrl!);
    await admin.caller.members.leave();
  });

  test.each(Object.keys(ways) as (keyof typeof ways)[])(
    'remains when two admins %s concurrently',
    async (way) => {
      await using api = await createTestApi();
      const mine = await api.buildWorkspace();
      const admins = [await buildMember(api, mine, 'admin'), await buildMember(api, mine, 'admin')];
      const results = await Promise.allSettled(admins.map((admin) => ways[way](admin)));
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { appCode: 'LAST_ADMIN' },
      });
      const where = { workspaceId: mine.id, role: 'admin' };
      expect(await api.app.db.workspaceMember.count({ where })).toBe(1);
    },
  );

  test('remains when two admins remove each other concurrently', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [one, two] = [await buildMember(api, mine, 'admin'), await buildMember(api, mine, 'admin')];
    await Promise.allSettled([
      one.caller.members.remove({ userId: two.id }),
      two.caller.members.remove({ userId: one.id }),
    ]);
    const where = { workspaceId: mine.id, role: 'admin' };
    expect(await api.app.db.workspaceMember.count({ where })).toBe(1);
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
