import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildMeasuredLocation, testReading } from '../../testing/readings.ts';
import { deleteOldReadings } from './retention.ts';

const MINUTE_MS = 60_000;

describe('retention', () => {
  test('deletes readings older than the administrator’s setting, in batches', async () => {
    await using api = await createTestApi();
    const { unitId, record } = await buildMeasuredLocation(api);
    const admin = api.call({
      bearer: await api.buildSession(await api.buildUser({ platformRole: 'admin' })),
    });
    expect(await admin.settings.get({})).toMatchObject({ readingRetentionDays: 400 });
    const now = api.clock.now().getTime();
    const ago = (days: number, minute = 0) => testReading(now - days * 86_400_000 + minute * MINUTE_MS);
    await record(...Array.from({ length: 4500 }, (_, i) => ago(410, i)), ago(399), ago(0));

    expect(await deleteOldReadings(api.app, { pauseMs: 0 })).toBeGreaterThan(4500);

    expect(await api.app.db.reading.count({ where: { unitId } })).toBe(2);
    expect(await api.app.db.readingQuarter.count({ where: { unitId } })).toBe(2);
    await admin.settings.update({ readingRetentionDays: 30 });
    await deleteOldReadings(api.app, { pauseMs: 0 });
    expect(await api.app.db.reading.count({ where: { unitId } })).toBe(1);
    for (const readingRetentionDays of [6, 36_501, 30.5])
      await expect(admin.settings.update({ readingRetentionDays })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
  });
});
