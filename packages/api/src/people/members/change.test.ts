import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildMember, choosePassword } from '../../testing/people.ts';

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
