import { describe, expect, test } from 'vitest';
import { createCaller } from '../../root.ts';
import { createTestApi } from '../../testing/index.ts';
import { actionsOn, buildAdmin } from '../../testing/people.ts';

const password = 'a long walk by the sea';

describe('changing a user', () => {
  test('records each changed field in the audit log with its old value, and nothing for unchanged fields', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const { id: userId } = await api.buildUser({ name: 'Ada' });
    expect(await admin.call.users.update({ userId, name: 'Grace' })).toMatchObject({
      name: 'Grace',
      role: 'user',
    });
    expect(await admin.call.users.update({ userId, role: 'admin' })).toMatchObject({
      name: 'Grace',
      role: 'admin',
    });
    await admin.call.users.update({ userId, name: 'Grace', role: 'admin', active: true });
    await admin.call.users.update({ userId });
    expect(await actionsOn(api, userId)).toEqual([
      { action: 'user.update', details: { name: { from: 'Ada', to: 'Grace' } } },
      { action: 'user.update', details: { role: { from: 'user', to: 'admin' } } },
    ]);
  });

  test('takes away an admin’s rights immediately', async () => {
    await using api = await createTestApi();
    const [admin, other] = [await buildAdmin(api), await buildAdmin(api)];
    await other.call.users.list({});
    await admin.call.users.update({ userId: other.id, role: 'user' });
    await expect(other.call.users.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await other.call.session.me()).toMatchObject({ role: 'user' });
  });

  test('answers “not found” for an unknown ID', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const userId = '018f0000-0000-7000-8000-000000000009';
    for (const call of [
      () => admin.call.users.get({ userId }),
      () => admin.call.users.update({ userId, name: 'Ada' }),
      () => admin.call.users.activate({ userId }),
      () => admin.call.users.deactivate({ userId }),
      () => admin.call.users.remove({ userId }),
      () => admin.call.users.resetPassword({ userId }),
      () => admin.call.users.setPassword({ userId, password }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('deactivating', () => {
  test('records who did it and when, and ends sessions and tokens until the user is activated again', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const home = await api.buildWorkspace();
    const user = await api.buildUser({ password, memberOf: [{ workspace: home, role: 'admin' }] });
    const session = api.call({ bearer: await api.buildSession(user) });
    const token = api.call({ bearer: (await api.buildToken({ workspace: home, owner: user })).token });
    await session.session.me();
    await token.devices.list({});

    const answer = await admin.call.users.deactivate({ userId: user.id });

    const now = api.clock.now();
    expect(answer).toMatchObject({ active: false, deactivatedAt: now.toISOString() });
    expect(await api.app.db.user.findUnique({ where: { id: user.id } })).toMatchObject({
      active: false,
      deactivatedAt: now,
      deactivatedById: admin.id,
    });
    await expect(session.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(token.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(api.call().session.token({ email: user.email, password })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });

    api.clock.advance(60);
    expect(await admin.call.users.deactivate({ userId: user.id })).toEqual(answer);

    expect(await admin.call.users.activate({ userId: user.id })).toMatchObject({
      active: true,
      deactivatedAt: null,
    });
    expect(await api.app.db.user.findUnique({ where: { id: user.id } })).toMatchObject({
      deactivatedById: null,
    });
    await expect(session.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await token.devices.list({});
    await api.call().session.token({ email: user.email, password });
    expect((await actionsOn(api, user.id)).map(({ action }) => action)).toEqual([
      'user.deactivate',
      'user.login_failed',
      'user.activate',
      'user.login',
    ]);
  });

  test('leaves no session that a concurrent login created', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const user = await api.buildUser();
    await admin.call.users.deactivate({ userId: user.id });
    const late = api.call({ bearer: await api.buildSession(user) });
    await admin.call.users.update({ userId: user.id, active: true });
    await expect(late.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('ends unused password links, and prevents new ones', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const { id: userId, inviteUrl } = await admin.call.users.create({ email: 'ada@example.com' });
    const token = inviteUrl.split('/').at(-1)!;
    await admin.call.users.deactivate({ userId });
    await expect(admin.call.users.resetPassword({ userId })).rejects.toMatchObject({ code: 'CONFLICT' });
    await admin.call.users.activate({ userId });
    await expect(api.call().passwordLinks.use({ token, password })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('a login in progress', () => {
  test.each(['setPassword', 'deactivate', 'remove'] as const)('does not survive %s', async (action) => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const { id: userId, email } = await api.buildUser({ password });
    const [login] = await Promise.allSettled([
      api.call().session.token({ email, password }),
      action === 'setPassword'
        ? admin.call.users.setPassword({ userId, password: 'another long password' })
        : admin.call.users[action]({ userId }),
    ]);
    if (login.status === 'rejected') return expect(login.reason).toMatchObject({ code: 'UNAUTHORIZED' });
    const { accessToken: bearer } = login.value;
    await expect(api.call({ bearer }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

describe('deleting', () => {
  test('removes sessions, tokens and memberships, and keeps the e-mail address in the audit log', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const home = await api.buildWorkspace();
    const user = await api.buildUser({ memberOf: [{ workspace: home, role: 'admin' }] });
    const session = api.call({ bearer: await api.buildSession(user) });
    const token = api.call({ bearer: (await api.buildToken({ workspace: home, owner: user })).token });
    await session.session.me();
    await token.devices.list({});

    await admin.call.users.remove({ userId: user.id });

    await expect(session.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(token.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(admin.call.users.get({ userId: user.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await actionsOn(api, user.id)).toEqual([
      { action: 'user.delete', details: { email: user.email, role: 'user' } },
    ]);
    await admin.call.users.create({ email: user.email });
  });
});

describe('the last admin of the installation', () => {
  test('cannot be lost by an admin who deactivates or deletes their own account', async () => {
    await using api = await createTestApi();
    const [admin] = [await buildAdmin(api), await buildAdmin(api)];
    for (const call of [
      () => admin.call.users.deactivate({ userId: admin.id }),
      () => admin.call.users.update({ userId: admin.id, active: false }),
      () => admin.call.users.remove({ userId: admin.id }),
    ])
      await expect(call()).rejects.toMatchObject({ appCode: 'CONFLICT' });
    expect(await admin.call.users.get({ userId: admin.id })).toMatchObject({ active: true });
  });

  test('cannot be demoted, even if deactivated admins remain', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    await api.buildUser({ platformRole: 'admin', active: false });
    await expect(admin.call.users.update({ userId: admin.id, role: 'user' })).rejects.toMatchObject({
      code: 'CONFLICT',
      appCode: 'LAST_ADMIN',
    });
    const { id: userId } = await api.buildUser({ platformRole: 'admin' });
    expect(await admin.call.users.update({ userId: admin.id, role: 'user' })).toMatchObject({ role: 'user' });
    expect(await api.app.db.user.findUnique({ where: { id: userId } })).toMatchObject({
      platformRole: 'admin',
    });
  });

  test('cannot be removed by an admin demoted during the request', async () => {
    await using api = await createTestApi();
    const [admin, other] = [await buildAdmin(api), await buildAdmin(api)];
    const late = createCaller(await api.contextOf({ bearer: other.bearer }));
    await admin.call.users.update({ userId: other.id, role: 'user' });
    for (const call of [
      () => late.users.update({ userId: admin.id, role: 'user' }),
      () => late.users.deactivate({ userId: admin.id }),
      () => late.users.remove({ userId: admin.id }),
    ])
      await expect(call()).rejects.toMatchObject({ appCode: 'LAST_ADMIN' });
  });

  test('survives 50 concurrent requests against the last two admins', async () => {
    await using api = await createTestApi();
    const admins = [await buildAdmin(api), await buildAdmin(api)];
    const contexts = await Promise.all(admins.map(({ bearer }) => api.contextOf({ bearer })));
    // All requests pass the access check before the first one takes effect.
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => {
        const caller = createCaller(contexts[i % 2]!);
        const userId = admins[(i + 1) % 2]!.id;
        switch (i % 5) {
          case 0:
            return caller.users.update({ userId, role: 'user' });
          case 1:
            return caller.users.update({ userId, active: false });
          case 2:
            return caller.users.deactivate({ userId });
          case 3:
            return caller.users.remove({ userId });
          default:
            return caller.users.update({ userId: admins[i % 2]!.id, role: 'user' });
        }
      }),
    );
    expect(await api.app.db.user.count({ where: { platformRole: 'admin', active: true } })).toBe(1);
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: expect.stringMatching(/^(CONFLICT|NOT_FOUND)$/) });
  });
});
