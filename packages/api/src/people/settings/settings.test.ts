import { expect, test } from 'vitest';
import { createProduct } from '../../product.ts';
import { createTestApi, eventually } from '../../testing/index.ts';

const key = 'api.tokenRequestsPerMinute';

async function setUp() {
  const api = await createTestApi();
  const bearer = await api.buildSession(await api.buildUser({ platformRole: 'admin' }));
  return { api, settings: api.call({ bearer }).settings };
}

test('a changed limit takes effect immediately, in every process, and persists', async () => {
  const { api, settings } = await setUp();
  await using _ = api;
  const { db, bus, log } = api.app;
  const { folder: filesFolder } = api.app.files;
  const parts = { db, bus, log, filesFolder, publicUrl: null, version: '0.0.0-test' };
  const start = () => createProduct({ ...parts, secretKey: 'x'.repeat(32) });
  const other = await start();
  expect(await settings.get({})).toMatchObject({ tokenRequestsPerMinute: 600 });
  expect(other.throttles.tokenRequests.points).toBe(600);

  expect(await settings.update({ tokenRequestsPerMinute: 5 })).toMatchObject({ tokenRequestsPerMinute: 5 });

  expect(api.app.throttles.tokenRequests.points).toBe(5);
  await eventually(() => expect(other.throttles.tokenRequests.points).toBe(5));
  const restarted = await start();
  expect(restarted.settings.current()).toMatchObject({ tokenRequestsPerMinute: 5 });
  expect(restarted.throttles.tokenRequests.points).toBe(5);
  await Promise.all([other.close(), restarted.close()]);
});

test('changes are recorded in the audit log, unchanged values are not', async () => {
  const { api, settings } = await setUp();
  await using _ = api;
  await settings.update({ tokenRequestsPerMinute: 1000 });
  await settings.update({ tokenRequestsPerMinute: 1000 });
  await settings.update({});
  expect(await api.app.db.auditEvent.findMany({ where: { resourceKind: 'setting' } })).toMatchObject([
    { action: 'setting.update', resourceId: key, details: { from: 600, to: 1000 } },
  ]);
});

test.each([0, -1, 1.5, 100_001, '600', null])('a limit of %j is refused', async (tokenRequestsPerMinute) => {
  const { api, settings } = await setUp();
  await using _ = api;
  await expect(settings.update({ tokenRequestsPerMinute } as never)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  expect(await settings.get({})).toMatchObject({ tokenRequestsPerMinute: 600 });
});

test('an invalid stored value falls back to the default', async () => {
  const { api, settings } = await setUp();
  await using _ = api;
  await api.app.db.setting.create({ data: { key, value: 'plenty' } });
  await api.app.settings.changed();
  expect(await settings.get({})).toMatchObject({ tokenRequestsPerMinute: 600 });
});
