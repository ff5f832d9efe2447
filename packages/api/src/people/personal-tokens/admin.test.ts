import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildPerson } from '../../testing/people.ts';

const unauthorized = { code: 'UNAUTHORIZED' };
const notFound = { code: 'NOT_FOUND' };
const nobody = '00000000-0000-7000-8000-000000000000';

describe('platform admins', () => {
  test('list and count all tokens with their owners, by user and status', async () => {
    await using api = await createTestApi();
    const admin = await buildPerson(api, { platformRole: 'admin' });
    const [ada, bob] = [await buildPerson(api), await buildPerson(api)];
    const active = await ada.call.personalTokens.create({ name: 'active' });
    const lasting = await bob.call.personalTokens.create({ name: 'lasting', expiresInDays: null });
    const revoked = await bob.call.personalTokens.create({ name: 'revoked' });
    await bob.call.personalTokens.revoke({ tokenId: revoked.id });
    const expired = await api.buildPersonalToken({ owner: ada, expiresAt: api.clock.now() });
    const { adminList, adminCounts } = admin.call.personalTokens;
    const ids = async (filter: Parameters<typeof adminList>[0]) =>
      (await adminList(filter)).items.map(({ id }) => id);

    const { token: _, ...listed } = active;
    expect((await adminList({})).items.at(-1)).toEqual({ ...listed, userId: ada.id, userEmail: ada.email });
    expect(await ids({})).toEqual([expired.id, revoked.id, lasting.id, active.id]);
    expect(await ids({ user: ada.id })).toEqual([expired.id, active.id]);
    expect(await ids({ status: 'active' })).toEqual([lasting.id, active.id]);
    expect(await ids({ status: 'revoked' })).toEqual([revoked.id]);
    expect(await ids({ status: 'expired' })).toEqual([expired.id]);
    expect(await ids({ user: bob.id, status: 'expired' })).toEqual([]);
    expect(await adminCounts({})).toEqual({ active: 2, revoked: 1, expired: 1 });
    expect(await adminCounts({ user: bob.id })).toEqual({ active: 1, revoked: 1, expired: 0 });
    const page = await adminList({ limit: 3 });
    expect((await adminList({ limit: 3, cursor: page.nextCursor! })).items).toMatchObject([
      { id: active.id },
    ]);
  });

  test('revoke any token; the audit log names the owner', async () => {
    await using api = await createTestApi();
    const admin = await buildPerson(api, { platformRole: 'admin' });
    const { id: tokenId, token, ownerId } = await api.buildPersonalToken();
    await api.call({ bearer: token }).session.me();

    await admin.call.personalTokens.adminRevoke({ tokenId });

    await expect(api.call({ bearer: token }).session.me()).rejects.toMatchObject(unauthorized);
    await expect(admin.call.personalTokens.adminRevoke({ tokenId: nobody })).rejects.toMatchObject(notFound);
    expect(await api.app.db.auditEvent.findMany()).toMatchObject([
      { action: 'token.admin_revoke', actorId: admin.id, resourceId: tokenId, details: { ownerId } },
    ]);
  });
});
