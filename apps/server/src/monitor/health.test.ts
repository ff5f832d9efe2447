import { type DriverState, unknownStatus } from '@sitecast/monitor';
import { expect, test } from 'vitest';
import { testFrame } from '../../test/frame.ts';
import { createHealth } from './health.ts';

const at = '2026-03-01T12:00:00.000Z';

function follow(before = unknownStatus) {
  const health = createHealth(before, () => new Date(at));
  const logged: string[] = [];
  const report = (state: DriverState) => {
    for (const { level, message } of health.onState(state).lines) logged.push(`${level}: ${message}`);
  };
  const fail = (failures: number) => report({ kind: 'failure', at, message: 'refused', failures });
  return { health, report, fail, logged };
}

test('logs once that a meter is unreachable, after three failures, and once that it is reachable again', () => {
  const { report, fail, logged } = follow();
  report({ kind: 'reachable', at });
  for (let n = 1; n <= 6; n++) fail(n);
  report({ kind: 'reachable', at });
  report({ kind: 'reachable', at });
  expect(logged).toEqual(['error: The meter is unreachable: refused', 'info: The meter is reachable again']);
});

test('does not log again that a meter is unreachable after a takeover', () => {
  const { report, fail, logged } = follow({ ...unknownStatus, reachable: false, measurementState: 'Start' });
  for (let n = 1; n <= 4; n++) fail(n);
  expect(logged).toEqual([]);
  report({ kind: 'reachable', at });
  report({ kind: 'measurement', at, state: 'Start' });
  expect(logged).toEqual(['info: The meter is reachable again']);
});

test('warns once of a wrong clock or a low battery, until it is corrected', () => {
  const { report, logged } = follow();
  for (const driftSeconds of [5, 61, 90, 2, -3_600]) report({ kind: 'clock', at, driftSeconds });
  for (const level of ['Full', 'Low', 'Low']) report({ kind: 'battery', at, level });
  expect(logged).toEqual([
    'warn: The meter’s clock is 61 s ahead. Set it on the instrument',
    'warn: The meter’s clock is 3600 s behind. Set it on the instrument',
    'warn: Low battery: Low',
  ]);
});

test('logs the connection and the measurement, but not frames', () => {
  const { health, report, logged } = follow();
  report({ kind: 'connected', at });
  report({ kind: 'measurement', at, state: 'Stop' });
  report({ kind: 'wedged', at, since: at, message: 'Switch it off and on' });
  report({ kind: 'disconnected', at, message: 'reset' });
  expect(logged).toEqual([
    'info: Connected',
    'info: Measurement stopped',
    'error: Switch it off and on',
    'warn: Disconnected: reset',
  ]);
  const frame = testFrame('unit-1', 1, { measurementState: 'Stop' });
  expect(health.onFrame(frame)).toEqual({ lines: [], hasChanged: true });
  expect(health.known).toMatchObject({ lastFrame: frame, status: { reachable: true } });
  const next = { ...frame, seq: 2 };
  expect(health.onFrame(next)).toEqual({ lines: [], hasChanged: false });
  health.onFrame({ ...frame, seq: 3, heartbeat: true });
  expect(health.known.lastFrame).toBe(next);
});
