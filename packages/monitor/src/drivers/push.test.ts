import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DriverState } from '../driver.ts';
import type { MeterFrame } from '../frame.ts';
import { PushFrame, PushFrames, selectNew } from '../push-frames.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createPushDriver } from './push.ts';

const source = { kind: 'push' } as const;
const at = (second: number) => new Date(Date.UTC(2025, 11, 24, 20, 30, second)).toISOString();
const post = (...seconds: number[]) =>
  PushFrames.parse(seconds.map((second) => ({ timestamp: at(second), lp: 50 })));

describe('posted frames', () => {
  test('are passed on in chronological order, each timestamp once', () => {
    const { driver, times } = start();
    expect(driver.accept(post(3, 1, 2, 1))).toBe(3);
    expect(times()).toEqual([at(1), at(2), at(3)]);
  });

  test('that are posted again are ignored', () => {
    const { driver, times } = start();
    driver.accept(post(1, 2, 3));
    expect(driver.accept(post(1, 2, 3))).toBe(0);
    expect(driver.accept(post(2, 3, 4))).toBe(1);
    expect(times()).toEqual([1, 2, 3, 4].map(at));
  });

  test('that a previous process accepted are ignored', () => {
    const { driver, times } = start(at(2));
    driver.accept(post(1, 2, 3));
    expect(times()).toEqual([at(3)]);
  });

  test('are all rejected if the clock of the unit is far ahead', () => {
    const { driver, times } = start();
    expect(() => driver.accept(post(1, 3_600))).toThrow("set the unit's clock");
    expect(driver.accept(post(1))).toBe(1);
    expect(times()).toEqual([at(1)]);
  });

  test('report that the unit is reachable and whether it is measuring', () => {
    const { driver, states } = start();
    driver.accept(PushFrames.parse([{ timestamp: at(1), measurementState: 'Start' }]));
    driver.accept(PushFrames.parse([{ timestamp: at(2), measurementState: 'Start' }]));
    expect(states.map(({ kind }) => kind)).toEqual(['reachable', 'measurement']);
  });

  test('are dropped after the driver was stopped', async () => {
    const { driver, times } = start();
    await driver.stop();
    expect(driver.accept(post(1))).toBe(0);
    expect(times()).toEqual([]);
  });
});

test('missing levels are null, and timestamps may have any offset', () => {
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
])('%j is rejected', (body) => {
  expect(PushFrames.safeParse(body).success).toBe(false);
});

test('however frames are batched and resent, each is accepted once and in order', () => {
  const batches = fc.array(fc.array(fc.nat(59), { minLength: 1, maxLength: 10 }), { maxLength: 8 });
  fc.assert(
    fc.property(batches, (requests) => {
      const accepted: MeterFrame[] = [];
      for (const seconds of requests) {
        for (let again = 0; again < 2; again++) {
          accepted.push(...selectNew(post(...seconds), accepted.at(-1)?.timestamp, Date.UTC(2026, 0)));
        }
      }
      const times = accepted.map(({ timestamp }) => timestamp);
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
