import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MeterFrame } from '../frame.ts';
import { energyAverage } from '../levels/energy.ts';
import type { Scene } from '../source.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createSimulatedMeter, createSimulatorDriver } from './simulator.ts';

const noon = Date.UTC(2025, 5, 2, 12, 0, 0);
const meter = (scene: Scene, seed = 5, unitId = 'unit') =>
  createSimulatedMeter({ kind: 'simulator', scene, seed }, unitId);

test('several processes produce the same values, whenever they started', () => {
  const time = fc.integer({ min: noon, max: noon + 5_400_000 });
  const long = meter('site');
  fc.assert(
    fc.property(time, time, (a, b) => {
      const one = meter('site');
      const other = meter('site');
      one(Math.min(a, b));
      expect(one(Math.max(a, b))).toEqual(other(Math.max(a, b)));
      expect(long(a)).toEqual(meter('site')(a));
    }),
    { numRuns: 25 },
  );
});

test('units differ unless they have the same seed', () => {
  const unseeded = (unitId: string) =>
    createSimulatedMeter({ kind: 'simulator', scene: 'site' }, unitId)(noon).lp;
  expect(new Set(['a', 'b', 'c', 'd'].map(unseeded)).size).toBeGreaterThan(2);
  expect(meter('site', 7, 'a')(noon)).toEqual(meter('site', 7, 'b')(noon));
});

test('its levels are ordered like those of a real meter', () => {
  for (const scene of ['site', 'traffic', 'train', 'night'] as const) {
    const read = meter(scene);
    for (let second = 0; second < 3_600; second += 97) {
      const frame = MeterFrame.parse(read(noon + second * 1_000));
      const { lp, leq, lmax, lmin, lpeak, ln1, ln2, ln3, ln4, ln5 } = frame;
      expect(lp).toBeGreaterThan(20);
      expect(lp).toBeLessThan(100);
      expect([lmin, ln5, ln4, ln3, ln2, ln1, lmax]).toEqual(
        [lmin, ln5, ln4, ln3, ln2, ln1, lmax].sort((a, b) => a! - b!),
      );
      expect(leq).toBeLessThanOrEqual(lmax!);
      expect(leq).toBeGreaterThanOrEqual(lmin!);
      expect(lpeak).toBeGreaterThan(lmax!);
    }
  }
});

test('trains are loud, nights are quiet', () => {
  const hourOf = (scene: Scene, hour: number) => {
    const read = meter(scene);
    return Array.from(
      { length: 3_600 },
      (_, second) => read(noon + (hour - 12) * 3_600_000 + second * 1_000).lp!,
    );
  };
  const average = (values: number[]) => energyAverage(values.map((level) => ({ level, weight: 1 })))!;
  const site = hourOf('site', 15);
  expect(Math.max(...site)).toBeGreaterThan(72);
  expect(average(hourOf('site', 2))).toBeLessThan(average(site) - 5);
  expect(Math.max(...hourOf('night', 2))).toBeLessThan(40);
});

test('the driver sends a frame every full second while live, and at its interval otherwise', async () => {
  const timers = createManualTimers(noon + 400);
  const source = { kind: 'simulator', scene: 'site' } as const;
  const driver = createSimulatorDriver(source, timers);
  const times: string[] = [];
  driver.start(
    { id: 'unit', source },
    { kind: 'live', intervalMs: 1_000 },
    ({ timestamp }) => times.push(timestamp.slice(17, 19)),
    () => {},
  );
  await timers.pass(3_000);
  expect(times).toEqual(['00', '01', '02', '03']);
  driver.setPace({ kind: 'slow', intervalMs: 60_000 });
  await timers.pass(59_000);
  expect(times).toHaveLength(4);
  driver.setPace({ kind: 'live', intervalMs: 1_000 });
  await timers.pass(0);
  expect(times).toHaveLength(5);
  await driver.stop();
  await timers.pass(5_000);
  expect(times).toHaveLength(5);
});
