import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildPerson } from '../../testing/people.ts';

const day = 86_400_000;
const unauthorized = { code: 'UNAUTHORIZED' };

describe('rotating a token', () => {
  test('gives a new token with the same name and lifetime, and ends the old one immediately', async () => {
    await using api = await createTestApi();
    const { call, callWith } = await buildPerson(api);
    const old = await call.personalTokens.create({ name: 'CI', expiresInDays: 30 });
    await callWith(old.token).session.me();
    api.clock.advance(3_600);

    const fresh = await call.personalTokens.rotate({ tokenId: old.id });

    expect(fresh).toMatchObject({
      name: 'CI',
      status: 'active',
      expiresAt: new Date(api.clock.now().getTime() + 30 * day).toISOString(),
    });
    expect(fresh.id).not.toBe(old.id);
    expect(await callWith(fresh.token).session.me()).toMatchObject({ via: 'pat' });
    await expect(callWith(old.token).session.me()).rejects.toMatchObject(unauthorized);
    expect(await call.personalTokens.get({ tokenId: old.id })).toMatchObject({
      status: 'revoked',
      replacedById: fresh.id,
    });
    expect(await api.app.db.auditEvent.findMany({ where: { action: 'token.rotate' } })).toMatchObject([
      { resourceId: old.id, details: { replacedById: fresh.id, graceMinutes: 0 } },
    ]);
  });

  test('with a grace period keeps the old one working until it is over', async () => {
    await using api = await createTestApi();
    const { call, callWith } = await buildPerson(api);
    const old = await call.personalTokens.create({ name: 'CI', expiresInDays: null });
    const fresh = await call.personalTokens.rotate({ tokenId: old.id, graceMinutes: 60 });
    expect(fresh.expiresAt).toBeNull();

    api.clock.advance(3_599);
    for (const { token } of [old, fresh]) await callWith(token).session.me();
    api.clock.advance(1);
    await expect(callWith(old.token).session.me()).rejects.toMatchObject(unauthorized);
    await callWith(fresh.token).session.me();
  });

  test('does not extend the old token past its expiry', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser();
    const expiresAt = new Date(api.clock.now().getTime() + 600_000);
    const { id } = await api.buildPersonalToken({ owner: user, expiresAt });
    const call = api.call({ bearer: await api.buildSession(user) });
    await call.personalTokens.rotate({ tokenId: id, graceMinutes: 1440 });
    expect(await call.personalTokens.get({ tokenId: id })).toMatchObject({
      expiresAt: expiresAt.toISOString(),
    });
  });

  test.each([-1, 1441, 0.5, '5', null])('refuses a grace period of %j minutes', async (graceMinutes) => {
    await using api = await createTestApi();
    const { call } = await buildPerson(api);
    const { id: tokenId } = await call.personalTokens.create({ name: 'CI' });
    await expect(call.personalTokens.rotate({ tokenId, graceMinutes } as never)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  test('is refused for one that is revoked, expired or replaced', async () => {
    await using api = await createTestApi();
    const user = await api.buildUser();
    const call = api.call({ bearer: await api.buildSession(user) });
    const [revoked, replaced] = [
      await call.personalTokens.create({ name: 'revoked' }),
      await call.personalTokens.create({ name: 'replaced' }),
    ];
    const expired = await api.buildPersonalToken({ owner: user, expiresAt: api.clock.now() });
    await call.personalTokens.revoke({ tokenId: revoked.id });
    await call.personalTokens.rotate({ tokenId: replaced.id, graceMinutes: 5 });
    for (const { id: tokenId } of [revoked, expired, replaced])
      await expect(call.personalTokens.rotate({ tokenId })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('gives only one new token, even concurrently', async () => {
    await using api = await createTestApi();
    const { call } = await buildPerson(api);
    const { id: tokenId } = await call.personalTokens.create({ name: 'CI' });
    const rotating = () => call.personalTokens.rotate({ tokenId, graceMinutes: 5 }).catch((error) => error);
    const answers = await Promise.all([rotating(), rotating(), rotating()]);
    expect(answers.filter(({ token }) => token)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(2);
    expect((await call.personalTokens.list({})).items).toHaveLength(2);
  });
});
