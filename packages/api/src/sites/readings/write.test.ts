import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildMeasuredLocation, testReading } from '../../testing/readings.ts';
import { recordMinutes } from './write.ts';

const MINUTE_MS = 60_000;

describe('recording minutes', () => {
  test('computes quarters correctly for any order and repetition', async () => {
    await using api = await createTestApi();
    const { unitId, record } = await buildMeasuredLocation(api);
    const other = await api.buildUnit();
    await record(testReading('2026-01-01T00:14:00Z', 60), testReading('2026-01-01T00:00:00Z', 40));
    await record(testReading('2026-01-01T00:00:00Z', 60, { overload: true, samples: 20 }));
    await record(testReading('2026-01-01T00:15:00Z', 70));
    await recordMinutes(api.app.db, [{ unitId: other.id, reading: testReading('2026-01-01T00:00:00Z', 90) }]);

    const quarters = await api.app.db.readingQuarter.findMany({
      where: { unitId },
      orderBy: { minute: 'asc' },
    });

    expect(quarters).toMatchObject([
      { samples: 80, minutes: 2, lmax: 70, lmin: 50, l10: 63, l90: 55, over: 1 },
      { samples: 60, minutes: 1, lmax: 80 },
    ]);
    expect(10 * Math.log10(quarters[0]!.energy!)).toBeCloseTo(60, 6);
    expect(await api.app.db.reading.count({ where: { unitId } })).toBe(3);
  });

  test('combines two parts of a minute with `combine`', async () => {
    await using api = await createTestApi();
    const { unitId, viewer } = await buildMeasuredLocation(api);
    const parts = [
      testReading('2026-01-01T00:00:00Z', 60, { samples: 30 }),
      testReading('2026-01-01T00:00:00Z', 40),
    ];
    for (const part of parts)
      await recordMinutes(api.app.db, [{ unitId, reading: part }], { existing: 'combine' });
    const query = { unitId, from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:01:00Z', step: '1m' as const };
    expect(await viewer.units.history(query)).toMatchObject({
      points: [{ leq: 55.3, lmax: 70, lmin: 30, samples: 90, coverage: 100 }],
    });
  });

  test('handles many meters and minutes in one call', async () => {
    await using api = await createTestApi();
    const units = await Promise.all(Array.from({ length: 20 }, () => api.buildUnit()));
    const start = Date.parse('2026-01-01T00:00:00Z');
    await recordMinutes(
      api.app.db,
      units.flatMap(({ id }) =>
        Array.from({ length: 45 }, (_, i) => ({ unitId: id, reading: testReading(start + i * MINUTE_MS) })),
      ),
    );
    expect(await api.app.db.reading.count()).toBe(900);
    expect(await api.app.db.readingQuarter.count({ where: { minutes: 15, samples: 900 } })).toBe(60);
  });

  test('loses no minute of a quarter that is recorded concurrently', async () => {
    await using api = await createTestApi();
    const { unitId, record } = await buildMeasuredLocation(api);
    const start = Date.parse('2026-01-01T00:00:00Z');
    await Promise.all(Array.from({ length: 15 }, (_, i) => record(testReading(start + i * MINUTE_MS))));
    expect(await api.app.db.readingQuarter.findMany({ where: { unitId } })).toMatchObject([{ minutes: 15 }]);
  });
});
