import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { actionsOn, buildAdmin } from '../../testing/people.ts';

const password = 'a long walk by the sea';

describe('a password set by an admin', () => {
  test('must be changed before anything else, by session or token', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const home = await api.buildWorkspace();
    const user = await api.buildUser({ memberOf: [{ workspace: home, role: 'admin' }] });
    const old = api.call({ bearer: await api.buildSession(user) });
    const token = api.call({ bearer: (await api.buildToken({ workspace: home, owner: user })).token });
    await old.session.me();
    await token.devices.list({});

    await admin.call.users.setPassword({ userId: user.id, password });

    expect(await admin.call.users.get({ userId: user.id })).toMatchObject({ mustChangePassword: true });
    await expect(old.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const { accessToken } = await api.call().session.token({ email: user.email, password });
    const limited = api.call({ bearer: accessToken });
    expect(await limited.session.me()).toMatchObject({ mustChangePassword: true });
    for (const call of [
      () => limited.devices.list({}),
      () => limited.tokens.list({}),
      () => limited.users.list({}),
      () => token.devices.list({}),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN', appCode: 'PASSWORD_CHANGE_REQUIRED' });
    await limited.session.logout();
    expect((await actionsOn(api, user.id))[0]).toEqual({ action: 'user.set_password', details: null });
  });

  test.each(['short', 'passwordpassword'])('is refused if it is “%s”, without any effect', async (weak) => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const user = await api.buildUser({ password });
    await expect(admin.call.users.setPassword({ userId: user.id, password: weak })).rejects.toMatchObject({
      appCode: 'WEAK_PASSWORD',
      errors: [{ path: ['password'] }],
    });
    await api.call().session.token({ email: user.email, password });
    expect(await admin.call.users.get({ userId: user.id })).toMatchObject({ mustChangePassword: false });
  });

  test('keeps the session of an admin who sets their own', async () => {
    await using api = await createTestApi();
    const admin = await buildAdmin(api);
    const elsewhere = api.call({ bearer: await api.buildSession(admin) });
    await admin.call.users.setPassword({ userId: admin.id, password });
    expect(await admin.call.session.me()).toMatchObject({ mustChangePassword: true });
    await expect(elsewhere.session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});
