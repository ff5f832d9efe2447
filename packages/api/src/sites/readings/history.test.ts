import { historyOf, type Step } from '@sitecast/monitor/levels';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildMeasuredLocation, testReading } from '../../testing/readings.ts';
import type { History } from './schema.ts';
import { recordMinutes } from './write.ts';

const MINUTE_MS = 60_000;

const levels = ({ points }: History) => points.map(({ leq }) => leq);

describe('history', () => {
  test('has null levels for gaps, and the coverage of the elapsed part for the current window', async () => {
    await using api = await createTestApi();
    const { viewer, unitId, record } = await buildMeasuredLocation(api, 'UTC');
    await record(testReading('2026-01-01T00:01:00Z', 50), testReading('2026-01-01T00:32:00Z', 60));
    const history = await viewer.units.history({
      unitId,
      from: '2026-01-01T00:05:00Z',
      to: '2026-01-01T00:40:00Z',
    });
    expect(history).toMatchObject({ step: '15m', timezone: 'UTC' });
    expect(history.points).toMatchObject([
      { from: '2026-01-01T00:00:00.000Z', leq: 50, lmax: 60, coverage: 6.7 },
      { from: '2026-01-01T00:15:00.000Z', leq: null, lmax: null, samples: 0, coverage: 0 },
      { from: '2026-01-01T00:30:00.000Z', leq: 60, to: '2026-01-01T00:45:00.000Z' },
    ]);
    const now = api.clock.now().getTime();
    await record(testReading(now - (now % MINUTE_MS)));
    const live = await viewer.units.history({
      unitId,
      from: new Date(now - (now % MINUTE_MS)).toISOString(),
      to: new Date(now + 1).toISOString(),
      step: '1m',
    });
    expect(live.points).toMatchObject([{ leq: 50, coverage: 100 }]);
  });

  test('days start at midnight in the project’s time zone, including those of 23 and 25 hours', async () => {
    await using api = await createTestApi();
    const { viewer, unitId, record } = await buildMeasuredLocation(api);
    const days = async (from: string, to: string) =>
      (await viewer.units.history({ unitId, from, to, step: '1d' })).points.map(({ from: at, to: end }) => [
        at,
        (Date.parse(end) - Date.parse(at)) / 3_600_000,
      ]);
    expect(await days('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      ['2026-03-27T23:00:00.000Z', 24],
      ['2026-03-28T23:00:00.000Z', 23],
      ['2026-03-29T22:00:00.000Z', 24],
    ]);
    expect(await days('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toEqual([
      ['2026-10-24T22:00:00.000Z', 25],
    ]);
    // The last minute of the 25-hour day, and the first of the next.
    await record(testReading('2026-10-25T22:59:00Z', 40), testReading('2026-10-25T23:00:00Z', 70));
    const query = { unitId, from: '2026-10-25T00:00:00Z', to: '2026-10-26T12:00:00Z', step: '1d' as const };
    expect(levels(await viewer.units.history(query))).toEqual([40, 70]);
  });

  test('matches the pure functions for the same minutes, in every time zone and step', async () => {
    await using api = await createTestApi();
    const { mine, viewer } = await buildMeasuredLocation(api);
    const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
    // Around clock changes in Berlin and on Lord Howe Island.
    const days = [
      '2026-03-28T18:00:00Z',
      '2026-10-24T18:00:00Z',
      '2026-04-04T10:00:00Z',
      '2026-07-01T00:00:00Z',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...days),
        fc.constantFrom(...zones),
        fc.constantFrom<Step>('1m', '5m', '15m', '1h', '1d'),
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 1, max: 1500 }),
        fc.uniqueArray(
          fc.record({
            minute: fc.integer({ min: -600, max: 2400 }),
            level: fc.integer({ min: 200, max: 1200 }),
          }),
          { maxLength: 60, selector: ({ minute }) => minute },
        ),
        async (day, timezone, step, offset, length, found) => {
          const { id: unitId } = await api.buildUnit({ workspace: mine });
          const start = Date.parse(day);
          const readings = found
            .map(({ minute, level }) =>
              testReading(start + minute * MINUTE_MS, level / 10, {
                samples: 1 + (level % 60),
                overload: level > 1100,
              }),
            )
            .sort((a, b) => (a.at < b.at ? -1 : 1));
          await recordMinutes(
            api.app.db,
            readings.map((one) => ({ unitId, reading: one })),
          );
          const span = { from: start + offset * MINUTE_MS, to: start + (offset + length) * MINUTE_MS };
          const now = api.clock.now().getTime();

          const { points } = await viewer.units.history({
            unitId,
            from: new Date(span.from).toISOString(),
            to: new Date(span.to).toISOString(),
            step,
            timezone,
          });

          const expected = historyOf(readings, span, step, timezone, now);
          expect(
            points.map(({ from, to, samples, overload, lmax, lmin, coverage }) => [
              from,
              to,
              samples,
              overload,
              lmax,
              lmin,
              coverage,
            ]),
          ).toEqual(
            expected.map(({ from, to, samples, overload, lmax, lmin, coverage }) => [
              from,
              to,
              samples,
              overload,
              lmax,
              lmin,
              coverage,
            ]),
          );
          for (const [index, { leq }] of points.entries()) {
            const wanted = expected[index]!.leq;
            if (wanted === null || leq === null) expect(leq).toBe(wanted);
            // One side may round once more than the other.
            else expect(Math.abs(leq - wanted)).toBeLessThan(0.11);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('refuses more than 10,000 points and suggests a step', async () => {
    await using api = await createTestApi();
    const { viewer, unitId } = await buildMeasuredLocation(api);
    const ask = (from: string, to: string, step: Step) => viewer.units.history({ unitId, from, to, step });
    const refusal = (text: string) => ({ code: 'BAD_REQUEST', message: expect.stringContaining(text) });
    await expect(ask('2026-01-01T00:00:00Z', '2026-01-08T00:00:00Z', '1m')).rejects.toMatchObject(
      refusal('a step of 5m or longer'),
    );
    await expect(ask('2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '5m')).rejects.toMatchObject(
      refusal('a step of 1h or longer'),
    );
    await expect(ask('1990-01-01T00:00:00Z', '2100-01-01T00:00:00Z', '1d')).rejects.toMatchObject(
      refusal('less time'),
    );
    expect((await ask('2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '1h')).points.length).toBe(8760);
  });

  test('uses the time zone of the meter’s project at the time, unless another is requested', async () => {
    await using api = await createTestApi();
    const { mine, viewer, unitId } = await buildMeasuredLocation(api);
    const overseas = await api.buildProject({ workspace: mine, timezone: 'America/New_York' });
    const there = await api.buildLocation({ project: overseas });
    const before = api.clock.now();
    api.clock.advance(86_400);
    await mine.as('operator').units.move({ unitId, locationId: there.id });
    const zone = async (from: Date, rest = {}) => {
      const to = new Date(from.getTime() + MINUTE_MS).toISOString();
      return (await viewer.units.history({ unitId, from: from.toISOString(), to, ...rest })).timezone;
    };
    expect(await zone(before)).toBe('Europe/Berlin');
    expect(await zone(api.clock.now())).toBe('America/New_York');
    expect(await zone(new Date('2000-01-01T00:00:00Z'))).toBe('America/New_York');
    expect(await zone(before, { timezone: 'Asia/Tokyo' })).toBe('Asia/Tokyo');
    const { id: unplaced } = await api.buildUnit({ workspace: mine });
    const query = { unitId: unplaced, from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z' };
    expect(await viewer.units.history(query)).toMatchObject({ timezone: 'UTC' });
  });
});

describe('the history of a location', () => {
  test('comes from the meters assigned to it, to the minute', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const project = await api.buildProject({ workspace: mine, timezone: 'UTC' });
    const [gate, quay] = [await api.buildLocation({ project }), await api.buildLocation({ project })];
    const [one, other] = [await api.buildUnit({ workspace: mine }), await api.buildUnit({ workspace: mine })];
    const start = Date.parse('2026-01-01T00:00:00Z');
    const assign = (unit: { id: string }, at: { id: string }, from: number, until: number) =>
      api.app.db.unitAssignment.create({
        data: {
          id: `018f0000-0000-7000-8000-${String(from).padStart(6, '0')}${unit === one ? 'a' : 'b'}00000`,
          unitId: unit.id,
          locationId: at.id,
          assignedFrom: new Date(start + from * MINUTE_MS),
          assignedUntil: new Date(start + until * MINUTE_MS),
        },
      });
    await assign(one, gate, 0, 20);
    await assign(one, quay, 20, 120);
    await assign(other, gate, 25, 120);
    const minutes = Array.from({ length: 120 }, (_, i) => start + i * MINUTE_MS);
    await recordMinutes(
      api.app.db,
      minutes.flatMap((at) => [
        { unitId: one.id, reading: testReading(at, 40) },
        { unitId: other.id, reading: testReading(at, 60) },
      ]),
    );
    const span = { from: '2026-01-01T00:00:00Z', to: '2026-01-01T02:00:00Z' };
    const at = async (location: { id: string }, step: '15m' | '5m' | '1h') =>
      (await mine.as('viewer').locations.history({ locationId: location.id, ...span, step })).points;

    expect(await at(gate, '5m')).toMatchObject([
      ...[1, 2, 3, 4].map(() => ({ leq: 40, coverage: 100 })),
      { leq: null, coverage: 0 },
      ...Array.from({ length: 19 }, () => ({ leq: 60, coverage: 100 })),
    ]);
    expect(await at(gate, '15m')).toMatchObject([
      { leq: 40, samples: 900 },
      { leq: 57, samples: 600, coverage: 66.7 },
      ...Array.from({ length: 6 }, () => ({ leq: 60, coverage: 100 })),
    ]);
    expect(await at(quay, '1h')).toMatchObject([{ leq: 40, samples: 2400, coverage: 66.7 }, { leq: 40 }]);
  });

  test('compares day, evening and night with the location’s limits', async () => {
    await using api = await createTestApi();
    const { mine, viewer, location, record } = await buildMeasuredLocation(api);
    const { id: locationId } = location;
    await api.app.db.unitAssignment.updateMany({ data: { assignedFrom: new Date('2026-01-01T00:00:00Z') } });
    await mine.as('operator').locations.update({ locationId, limits: { day: 65, night: 45 } });
    await record(
      testReading('2026-06-01T04:59:00Z', 90),
      testReading('2026-06-01T05:00:00Z', 60),
      testReading('2026-06-01T16:59:00Z', 60),
      testReading('2026-06-01T17:00:00Z', 55),
      testReading('2026-06-01T21:00:00Z', 50),
      testReading('2026-06-02T04:59:00Z', 50),
      testReading('2026-06-02T05:00:00Z', 90),
    );
    expect(await viewer.locations.levels({ locationId, date: '2026-06-01' })).toMatchObject({
      date: '2026-06-01',
      timezone: 'Europe/Berlin',
      day: { from: '2026-06-01T05:00:00.000Z', leq: 60, limit: 65, samples: 120 },
      evening: { leq: 55, limit: null },
      night: { leq: 50, limit: 45, to: '2026-06-02T05:00:00.000Z' },
    });
    expect((await viewer.locations.levels({ locationId })).day.leq).toBeNull();
    // Their minutes don't fit PostgreSQL's 32-bit integers.
    for (const date of ['6841-02-15', '9999-12-31', '0000-01-01'])
      await expect(viewer.locations.levels({ locationId, date })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
  });
});
