import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energyAverage } from './energy.ts';
import { historyOf, movingLevel, periodLevel } from './period-level.ts';
import type { Reading } from './reading.ts';

const start = Date.parse('2025-12-24T20:00:00Z');
const minute = 60_000;

function reading(index: number, leq: number, fields: Partial<Reading> = {}): Reading {
  const at = new Date(start + index * minute).toISOString();
  return {
    at,
    leq,
    lmax: leq + 5,
    lmin: leq - 5,
    l10: leq + 2,
    l90: leq - 2,
    samples: 60,
    overload: false,
    ...fields,
  };
}

const quarter = { from: start, to: start + 15 * minute };
const full = Array.from({ length: 15 }, (_, index) => reading(index, index === 7 ? 80 : 60));

describe('LAeq,15min', () => {
  test('of a fully measured period', () => {
    expect(periodLevel(full, quarter)).toEqual({
      from: '2025-12-24T20:00:00.000Z',
      to: '2025-12-24T20:15:00.000Z',
      // 10·lg((14·10^6 + 10^8) / 15)
      leq: 68.8,
      lmax: 85,
      lmin: 55,
      l10: null,
      l90: null,
      samples: 900,
      overload: false,
      coverage: 100,
    });
  });

  test('is weighted by samples', () => {
    const readings = [reading(0, 60, { samples: 1 }), reading(1, 70, { samples: 59 })];
    // 10·lg((10^6 + 59·10^7) / 60)
    expect(periodLevel(readings, quarter).leq).toBe(69.9);
  });

  test('with gaps reports its coverage and does not interpolate', () => {
    const some = full.slice(0, 5);
    expect(periodLevel(some, quarter)).toMatchObject({ leq: 60, coverage: 33.3, samples: 300 });
    expect(periodLevel([], quarter)).toMatchObject({
      leq: null,
      lmax: null,
      lmin: null,
      coverage: 0,
      samples: 0,
    });
  });

  test('in progress counts coverage only up to now', () => {
    const some = full.slice(0, 5);
    expect(periodLevel(some, quarter, start + 5 * minute).coverage).toBe(100);
    expect(periodLevel(some, quarter, start + 10 * minute).coverage).toBe(50);
    expect(periodLevel([], quarter, start - minute).coverage).toBe(0);
  });

  test('readings outside the period are ignored', () => {
    expect(periodLevel([reading(-1, 99), ...full, reading(15, 99)], quarter).lmax).toBe(85);
  });

  test('one overloaded minute marks the whole period', () => {
    expect(periodLevel([...full.slice(1), reading(0, 60, { overload: true })], quarter).overload).toBe(true);
  });
});

describe('a history', () => {
  test('has a window for every step, including those without readings', () => {
    const readings = [...full, reading(40, 50)];
    const history = historyOf(readings, { from: start, to: start + 60 * minute }, '15m', 'Europe/Berlin');
    expect(history.map(({ from, leq, coverage }) => [from.slice(11, 16), leq, coverage])).toEqual([
      ['20:00', 68.8, 100],
      ['20:15', null, 0],
      ['20:30', 50, 6.7],
      ['20:45', null, 0],
    ]);
  });

  test('has L10 and L90 at a step of one minute', () => {
    const [only] = historyOf([reading(0, 60)], { from: start, to: start + minute }, '1m', 'UTC');
    expect(only).toMatchObject({ leq: 60, l10: 62, l90: 58, coverage: 100 });
  });

  test('of a 25-hour day has 25 hours and counts coverage over all of them', () => {
    const from = Date.parse('2025-10-25T22:00:00Z');
    const offset = (from - start) / minute;
    const readings = Array.from({ length: 1_500 }, (_, index) => reading(offset + index, 60));
    const day = { from, to: from + 1_500 * minute };
    expect(historyOf(readings, day, '1h', 'Europe/Berlin')).toHaveLength(25);
    expect(historyOf(readings, day, '1d', 'Europe/Berlin')).toMatchObject([
      { leq: 60, samples: 90_000, coverage: 100 },
    ]);
  });

  test('averages to the level of the whole period', () => {
    const levels = fc.array(
      fc.record({ leq: fc.integer({ min: 300, max: 900 }), samples: fc.integer({ min: 1, max: 60 }) }),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(levels, (values) => {
        const readings = values.map(({ leq, samples }, index) => reading(index, leq / 10, { samples }));
        const hour = { from: start, to: start + 60 * minute };
        const parts = historyOf(readings, hour, '5m', 'UTC').filter(({ leq }) => leq !== null);
        const whole = periodLevel(readings, hour);
        const again = energyAverage(parts.map(({ leq, samples }) => ({ level: leq!, weight: samples })))!;
        // Each part was rounded to a tenth.
        expect(Math.abs(again - whole.leq!)).toBeLessThanOrEqual(0.11);
        expect(parts.reduce((sum, { samples }) => sum + samples, 0)).toBe(whole.samples);
        expect(Math.max(...parts.map(({ lmax }) => lmax!))).toBe(whole.lmax);
      }),
    );
  });
});

describe('a moving level', () => {
  test('covers the last full minutes', () => {
    expect(movingLevel(full, start + 15 * minute + 30_000, 15)).toBe(68.8);
    expect(movingLevel(full, start + 7 * minute, 5)).toBe(60);
  });

  test('is null if less than half was measured', () => {
    expect(movingLevel(full, start + 22 * minute, 15)).not.toBeNull();
    expect(movingLevel(full, start + 23 * minute, 15)).toBeNull();
    expect(movingLevel([], start, 15)).toBeNull();
  });
});
