import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DriverState } from '../driver.ts';
import type { MeterFrame } from '../frame.ts';
import { PushFrame, PushFrames, takeNew } from '../push-frames.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createPushDriver } from './push.ts';

const source = { kind: 'push' } as const;
const at = (second: number) => new Date(Date.UTC(2025, 11, 24, 20, 30, second)).toISOString();
const post = (...seconds: number[]) =>
  PushFrames.parse(seconds.map((second) => ({ timestamp: at(second), lp: 50 })));

describe('posted frames', () => {
  test('come in the order of time, each moment once', () => {
    const { driver, times } = start();
    expect(driver.accept(post(3, 1, 2, 1))).toBe(3);
    expect(times()).toEqual([at(1), at(2), at(3)]);
  });

  test('that were posted again are ignored', () => {
    const { driver, times } = start();
    driver.accept(post(1, 2, 3));
    expect(driver.accept(post(1, 2, 3))).toBe(0);
    expect(driver.accept(post(2, 3, 4))).toBe(1);
    expect(times()).toEqual([1, 2, 3, 4].map(at));
  });

  test('that the process before has taken are ignored', () => {
    const { driver, times } = start(at(2));
    driver.accept(post(1, 2, 3));
    expect(times()).toEqual([at(3)]);
  });

  test('of a unit whose clock is far ahead are refused, all of them', () => {
    const { driver, times } = start();
    expect(() => driver.accept(post(1, 3_600))).toThrow("set the unit's clock");
    expect(driver.accept(post(1))).toBe(1);
    expect(times()).toEqual([at(1)]);
  });

  test('tell that the unit is there, and whether it measures', () => {
    const { driver, states } = start();
    driver.accept(PushFrames.parse([{ timestamp: at(1), measurementState: 'Start' }]));
    driver.accept(PushFrames.parse([{ timestamp: at(2), measurementState: 'Start' }]));
    expect(states.map(({ kind }) => kind)).toEqual(['reachable', 'measurement']);
  });

  test('after it was stopped go nowhere', async () => {
    const { driver, times } = start();
    await driver.stop();
    expect(driver.accept(post(1))).toBe(0);
    expect(times()).toEqual([]);
  });
});

test('levels that a unit does not have are none; its time may be of any zone', () => {
  expect(PushFrame.parse({ timestamp: '2025-12-24T21:33:50+01:00', lp: 46.24 })).toMatchObject({
    timestamp: '2025-12-24T20:33:50.000Z',
    measurementState: 'unknown',
    lp: 46.2,
    leq: null,
    over: null,
  });
});

test.each([
  [[]],
  [Array.from({ length: 101 }, (_, second) => ({ timestamp: at(second) }))],
  [[{ timestamp: at(1), unitId: 'other' }]],
  [[{ timestamp: '24.12.2025' }]],
  [[{ timestamp: at(1), lp: '46.2' }]],
  [[{ timestamp: at(1), lp: Number.NaN }]],
  [[{ lp: 46.2 }]],
])('%j is refused', (body) => {
  expect(PushFrames.safeParse(body).success).toBe(false);
});

test('however frames are cut into requests, and sent again, each comes once and in order', () => {
  const batches = fc.array(fc.array(fc.nat(59), { minLength: 1, maxLength: 10 }), { maxLength: 8 });
  fc.assert(
    fc.property(batches, (requests) => {
      const taken: MeterFrame[] = [];
      for (const seconds of requests) {
        for (let again = 0; again < 2; again++) {
          taken.push(...takeNew(post(...seconds), taken.at(-1)?.timestamp, Date.UTC(2026, 0)));
        }
      }
      const times = taken.map(({ timestamp }) => timestamp);
      expect(times).toEqual([...new Set(times)].sort());
    }),
  );
});

function start(after?: string) {
  const driver = createPushDriver(createManualTimers(), after);
  const frames: MeterFrame[] = [];
  const states: DriverState[] = [];
  driver.start(
    { id: 'unit', source },
    { kind: 'live', intervalMs: 1_000 },
    (frame) => frames.push(frame),
    (state) => states.push(state),
  );
  return { driver, states, times: () => frames.map(({ timestamp }) => timestamp) };
}
