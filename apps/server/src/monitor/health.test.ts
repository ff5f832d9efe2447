import { type DriverState, unknownStatus } from '@sitecast/monitor';
import { expect, test } from 'vitest';
import { testFrame } from '../../test/frame.ts';
import { createHealth } from './health.ts';

const at = '2026-03-01T12:00:00.000Z';

function follow(before = unknownStatus) {
  const health = createHealth(before, () => new Date(at));
  const told: string[] = [];
  const say = (state: DriverState) => {
    for (const { level, message } of health.onState(state).lines) told.push(`${level}: ${message}`);
  };
  const fail = (failures: number) => say({ kind: 'failure', at, message: 'refused', failures });
  return { health, say, fail, told };
}

test('a meter that is away is told once, after three failures, and that it is back', () => {
  const { say, fail, told } = follow();
  say({ kind: 'reachable', at });
  for (let n = 1; n <= 6; n++) fail(n);
  say({ kind: 'reachable', at });
  say({ kind: 'reachable', at });
  expect(told).toEqual(['error: The meter is unreachable: refused', 'info: The meter is reachable again']);
});

test('a process that takes over a meter that has been away does not tell it again', () => {
  const { say, fail, told } = follow({ ...unknownStatus, reachable: false, measurementState: 'Start' });
  for (let n = 1; n <= 4; n++) fail(n);
  expect(told).toEqual([]);
  say({ kind: 'reachable', at });
  say({ kind: 'measurement', at, state: 'Start' });
  expect(told).toEqual(['info: The meter is reachable again']);
});

test('a clock that is wrong, or a low battery, is warned of once until it is right', () => {
  const { say, told } = follow();
  for (const driftSeconds of [5, 61, 90, 2, -3_600]) say({ kind: 'clock', at, driftSeconds });
  for (const level of ['Full', 'Low', 'Low']) say({ kind: 'battery', at, level });
  expect(told).toEqual([
    'warn: The meter’s clock is 61 s ahead. Set it on the instrument',
    'warn: The meter’s clock is 3600 s behind. Set it on the instrument',
    'warn: Low battery: Low',
  ]);
});

test('the connection and the measurement are in the log, a frame is not', () => {
  const { health, say, told } = follow();
  say({ kind: 'connected', at });
  say({ kind: 'measurement', at, state: 'Stop' });
  say({ kind: 'wedged', at, since: at, message: 'Switch it off and on' });
  say({ kind: 'disconnected', at, message: 'reset' });
  expect(told).toEqual([
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
