import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Frame } from '../frame.ts';
import { feedFrame } from '../testing/meter-frame.ts';
import { combineReadings, createMinuteAccumulator, minuteOf, Reading } from './reading.ts';

const at = (second: number) => new Date(Date.UTC(2025, 11, 24, 20, 30, 0) + second * 1_000).toISOString();
const frame = (second: number, lp: number | null, fields: Partial<Frame> = {}) =>
  feedFrame(at(second), { lp, ...fields });

function readingsOf(...frames: Frame[]): Reading[] {
  const accumulator = createMinuteAccumulator();
  return [...frames.map((one) => accumulator.add(one)), accumulator.flush()].filter((one) => one !== null);
}

test('a minute of frames becomes one reading', () => {
  const frames = Array.from({ length: 60 }, (_, second) => frame(second, second < 6 ? 70 : 50));
  const [reading, ...others] = readingsOf(...frames);
  expect(others).toEqual([]);
  expect(Reading.parse(reading)).toEqual({
    at: '2025-12-24T20:30:00.000Z',
    // 10·lg((6·10^7 + 54·10^5) / 60)
    leq: 60.4,
    lmax: 70,
    lmin: 50,
    l10: 70,
    l90: 50,
    samples: 60,
    overload: false,
  });
});

test('a gap stays a gap', () => {
  const readings = readingsOf(frame(0, 50), frame(61, 51), frame(600, 52));
  expect(readings.map(({ at, leq, samples }) => [at.slice(11, 16), leq, samples])).toEqual([
    ['20:30', 50, 1],
    ['20:31', 51, 1],
    ['20:40', 52, 1],
  ]);
});

test('heartbeats, status changes, frames without Lp and late frames are not samples', () => {
  const readings = readingsOf(
    frame(61, 50),
    frame(62, 90, { heartbeat: true }),
    frame(63, 90, { feedStatus: 'unreachable' }),
    frame(64, 90, { feedStatus: 'stale' }),
    frame(65, null),
    frame(2, 90),
  );
  expect(readings).toMatchObject([{ leq: 50, lmax: 50, samples: 1 }]);
  expect(readingsOf(frame(0, null))).toEqual([]);
});

test('one overloaded value marks its own minute, not the next', () => {
  const readings = readingsOf(frame(0, 50, { over: true }), frame(1, 50), frame(60, 50));
  expect(readings.map(({ overload }) => overload)).toEqual([true, false]);
});

test('the minute in progress is exposed, so that it can be flushed when it is over', () => {
  const accumulator = createMinuteAccumulator();
  expect(accumulator.minute).toBeNull();
  accumulator.add(frame(59, 50));
  expect(accumulator.minute).toBe(at(0));
  expect(accumulator.flush()).toMatchObject({ at: at(0) });
  expect([accumulator.minute, accumulator.flush()]).toEqual([null, null]);
});

test('minutes start at full UTC minutes', () => {
  expect(minuteOf('2025-12-24T20:30:59.999Z')).toBe('2025-12-24T20:30:00.000Z');
});

test('the parts of a minute measured by two processes are combined', () => {
  const levels = fc.array(
    fc.integer({ min: 300, max: 900 }).map((tenths) => tenths / 10),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(levels, levels, (before, after) => {
      const of = (values: number[]) => readingsOf(...values.map((lp, second) => frame(second, lp)))[0]!;
      const whole = of([...before, ...after]);
      const parts = combineReadings(of(before), of(after));
      expect(parts).toMatchObject({ lmax: whole.lmax, lmin: whole.lmin, samples: whole.samples });
      // Both parts were rounded to a tenth.
      expect(Math.abs(parts.leq - whole.leq)).toBeLessThanOrEqual(0.11);
    }),
  );
});
