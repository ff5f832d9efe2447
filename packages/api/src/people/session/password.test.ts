import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

const password = 'a long walk by the sea';

describe('changing the password', () => {
  const newPassword = 'two boats on the river';

  test('invalidates the old one and ends all other sessions', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password });
    const [here, there] = [await api.buildSession(user), await api.buildSession(user)];
    const pat = await api.buildPersonalToken({ owner: user });
    for (const bearer of [here, there]) await api.call({ bearer }).session.me();

    await api.call({ bearer: here }).session.changePassword({ currentPassword: password, newPassword });

    await expect(api.call({ bearer: there }).session.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    for (const bearer of [here, pat.token]) await api.call({ bearer }).session.me();
    await expect(api.call().session.token({ email: user.email, password })).rejects.toMatchObject({
      appCode: 'INVALID_CREDENTIALS',
    });
    await api.call().session.token({ email: user.email, password: newPassword });
    const events = await api.app.db.auditEvent.findMany({ where: { action: 'user.set_password' } });
    expect(events).toMatchObject([{ actorId: user.id, resourceId: user.id }]);
    expect(JSON.stringify(events)).not.toContain(newPassword);
  });

  test('is required before anything else after an admin has set it', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password });
    await api.app.db.user.update({ where: { id: user.id }, data: { mustChangePassword: true } });
    const call = api.call({ bearer: await api.buildSession(user) });
    expect(await call.session.me()).toMatchObject({ mustChangePassword: true });
    await expect(call.session.list()).rejects.toMatchObject({ appCode: 'PASSWORD_CHANGE_REQUIRED' });

    await call.session.changePassword({ currentPassword: password, newPassword });

    expect(await call.session.me()).toMatchObject({ mustChangePassword: false });
    expect((await call.session.list()).items).toHaveLength(1);
  });

  test.each([
    ['currentPassword', 'VALIDATION', { currentPassword: 'not it at all', newPassword }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: 'short' }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: 'x'.repeat(257) }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: 'password1234' }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: 'grace.hopper@example.com' }],
    ['newPassword', 'WEAK_PASSWORD', { currentPassword: password, newPassword: password }],
  ])('refuses an invalid %s (%s) without any effect: %j', async (field, appCode, input) => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password, email: 'grace.hopper@example.com' });
    const [here, there] = [await api.buildSession(user), await api.buildSession(user)];
    await expect(api.call({ bearer: here }).session.changePassword(input)).rejects.toMatchObject({
      appCode,
      errors: [{ path: [field] }],
    });
    await api.call({ bearer: there }).session.me();
    await api.call().session.token({ email: user.email, password });
  });

  test('is refused to a user without a password', async () => {
    await using api = await createTestApi();
    const call = api.call({ bearer: await api.buildSession(await api.buildUser()) });
    await expect(
      call.session.changePassword({ currentPassword: password, newPassword }),
    ).rejects.toMatchObject({ appCode: 'VALIDATION' });
  });

  test('limits guesses of the current password like logins', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser({ password });
    const call = api.call({ bearer: await api.buildSession(user) });
    const guess = () =>
      call.session
        .changePassword({ currentPassword: 'a guess, no more', newPassword })
        .catch(({ appCode }) => appCode);
    for (let i = 0; i < 5; i++) expect(await guess()).toMatch('VALIDATION');
    expect(await guess()).toMatch('TOO_MANY_REQUESTS');
    expect(await call.session.me()).toMatchObject({ userId: user.id });
  });
});
