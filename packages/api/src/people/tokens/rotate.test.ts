import { expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../../testing/index.ts';

const works = (api: TestApi, token: string) =>
  api
    .call({ bearer: token })
    .devices.list({})
    .then(
      () => true,
      () => false,
    );

test('the new token has the same name, scope and lifetime; the old one ends immediately', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const old = await mine.as('operator').tokens.create({ name: 'CI', scope: 'write', expiresInDays: 30 });
  api.clock.advance(3600);

  const successor = await mine.as('operator').tokens.rotate({ tokenId: old.id });

  expect(successor).toMatchObject({ name: 'CI', scope: 'write', owner: old.owner, status: 'active' });
  expect(Date.parse(successor.expiresAt!) - Date.parse(successor.createdAt)).toBe(30 * 86_400_000);
  expect([await works(api, old.token), await works(api, successor.token)]).toEqual([false, true]);
  expect(await mine.as('operator').tokens.list({})).toMatchObject({
    items: [
      { id: successor.id, replacedById: null },
      { id: old.id, status: 'revoked', replacedById: successor.id },
    ],
  });
  expect(await api.app.db.auditEvent.findFirst({ where: { action: 'api_token.rotate' } })).toMatchObject({
    resourceId: old.id,
    details: { name: 'CI', scope: 'write', replacedById: successor.id, graceMinutes: 0 },
  });
  expect(JSON.stringify(await api.app.db.auditEvent.findMany())).not.toContain(successor.token);
});

test('the old token works during the grace period, but not past its own expiry', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const admin = mine.as('admin');
  const old = await admin.tokens.create({ name: 'CI', scope: 'read' });
  await works(api, old.token);
  await admin.tokens.rotate({ tokenId: old.id, graceMinutes: 5 });
  api.clock.advance(299);
  expect(await works(api, old.token)).toBe(true);
  api.clock.advance(1);
  expect(await works(api, old.token)).toBe(false);

  const short = await admin.tokens.create({ name: 'Short', scope: 'read', expiresInDays: 1 });
  await admin.tokens.rotate({ tokenId: short.id, graceMinutes: 1440 });
  const { items } = await admin.tokens.list({});
  expect(items.find(({ id }) => id === short.id)).toMatchObject({ expiresAt: short.expiresAt });
});

test('targets and autoPublish are copied, and then independent', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const [one, two] = [
    await api.buildPlaylist({ workspace: mine, name: 'One' }),
    await api.buildPlaylist({ workspace: mine, name: 'Two' }),
  ];
  const old = await mine
    .as('admin')
    .tokens.create({ name: 'A', scope: 'agency', targetPlaylistIds: [one.id], autoPublish: true });
  const successor = await mine.as('admin').tokens.rotate({ tokenId: old.id, graceMinutes: 10 });
  expect(successor).toMatchObject({ scope: 'agency', targets: [{ id: one.id }], autoPublish: true });
  await mine.as('admin').tokens.setTargets({ tokenId: successor.id, playlistIds: [two.id] });
  const seen = ({ token }: { token: string }) => api.call({ bearer: token }).agency.listPlaylists({});
  expect([await seen(old), await seen(successor)]).toMatchObject([[{ name: 'One' }], [{ name: 'Two' }]]);
});

test('only one of many concurrent rotations succeeds', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const { id: tokenId } = await mine.as('admin').tokens.create({ name: 'CI', scope: 'full' });
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, () => mine.as('admin').tokens.rotate({ tokenId, graceMinutes: 5 })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CONFLICT' });
  expect(await api.app.db.apiToken.count()).toBe(2);
});

test('ended tokens and those of other members cannot be rotated', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const { id: revoked } = await mine.as('operator').tokens.create({ name: 'CI', scope: 'read' });
  await mine.as('operator').tokens.revoke({ tokenId: revoked });
  await expect(mine.as('operator').tokens.rotate({ tokenId: revoked })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  const { id: expired } = await api.buildToken({ workspace: mine, expiresAt: new Date(0) });
  await expect(mine.as('admin').tokens.rotate({ tokenId: expired })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  const foreign = await api.buildToken();
  await expect(mine.as('admin').tokens.rotate({ tokenId: foreign.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const { id: tokenId, token } = await mine.as('admin').tokens.create({ name: 'CI', scope: 'read' });
  await expect(mine.as('operator').tokens.rotate({ tokenId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await works(api, token)).toBe(true);
});

test('an admin who rotates another member’s token becomes its owner', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const device = await mine.buildDevice();
  const old = await mine.as('operator').tokens.create({ name: 'CI', scope: 'full' });
  const successor = await mine.as('admin').tokens.rotate({ tokenId: old.id });
  const { id, email } = await mine.member('admin');
  expect(successor.owner).toEqual({ id, email });

  await api.call({ bearer: successor.token }).devices.update({ deviceId: device.id, name: 'Hall' });
  expect(await api.app.db.auditEvent.findFirst({ where: { action: 'device.update' } })).toMatchObject({
    actorKind: 'apiToken',
    actorId: successor.id,
    actorLabel: `${email} (CI)`,
  });
});

test.each([-1, 1441, 1.5, null])('a grace period of %j minutes is refused', async (graceMinutes) => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const { id: tokenId } = await mine.as('admin').tokens.create({ name: 'CI', scope: 'read' });
  await expect(mine.as('admin').tokens.rotate({ tokenId, graceMinutes } as never)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('graceMinutes'),
  });
});
