import { describe, expect, test } from 'vitest';
import { createOutbox, createTestApi, type Workspace } from '../../testing/index.ts';
import { buildMember, choosePassword } from '../../testing/people.ts';

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
