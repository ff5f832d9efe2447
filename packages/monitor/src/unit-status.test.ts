import { expect, test } from 'vitest';
import type { DriverState } from './driver.ts';
import { feedFrame } from './testing/meter-frame.ts';
import {
  statusAfterFrame,
  statusAfterState,
  UnitStatus,
  unknownStatus,
  withLastValueAt,
} from './unit-status.ts';

const at = '2025-12-24T20:33:50.000Z';
const later = '2025-12-24T20:34:50.000Z';

function after(...states: DriverState[]): UnitStatus {
  return states.reduce(statusAfterState, unknownStatus);
}

test('a meter that answers has a connection, an uptime and no failures', () => {
  const status = after(
    { kind: 'failure', at, message: 'refused', failures: 1 },
    { kind: 'connected', at },
    { kind: 'reachable', at: later },
  );
  expect(status).toMatchObject({ connectedSince: at, reachable: true, failures: 0, lastSuccessAt: later });
  expect(status).toMatchObject({ lastError: 'refused', lastErrorAt: at });
});

test('a meter is unreachable after the third consecutive failure', () => {
  const fail = (failures: number): DriverState => ({ kind: 'failure', at, message: 'no answer', failures });
  expect(after({ kind: 'reachable', at }, fail(1), fail(2)).reachable).toBe(true);
  expect(after({ kind: 'reachable', at }, fail(1), fail(2), fail(3))).toMatchObject({
    reachable: false,
    failures: 3,
  });
});

test.each([
  [60, false],
  [61, true],
  [-61, true],
])('a clock that is %d s ahead is a warning: %s', (driftSeconds, clockWarning) => {
  expect(after({ kind: 'clock', at, driftSeconds })).toMatchObject({
    clockDriftSeconds: driftSeconds,
    clockWarning,
  });
});

test('the warning for the operator is kept until the meter is reachable again', () => {
  const wedged: DriverState = { kind: 'wedged', at, since: at, message: 'Switch it off and on again' };
  expect(after(wedged).warning).toBe('Switch it off and on again');
  expect(after(wedged, { kind: 'connected', at: later }).warning).toBeNull();
});

test('battery and measurement state are kept', () => {
  const status = after(
    { kind: 'battery', at, level: 'Low' },
    { kind: 'measurement', at, state: 'Start', startTime: at },
  );
  expect(status).toMatchObject({
    battery: 'Low',
    batteryLow: true,
    measurementState: 'Start',
    measurementStartTime: at,
  });
  expect(UnitStatus.parse(status)).toEqual(status);
});

test('a value is a success; a heartbeat or a status change is not', () => {
  const status = after({ kind: 'failure', at, message: 'no answer', failures: 2 });
  const withValue = statusAfterFrame(status, feedFrame(at));
  expect(withValue).toMatchObject({ failures: 0, reachable: true, feedStatus: 'ok' });
  expect(withLastValueAt(withValue, later)).toMatchObject({ lastPollAt: later, lastSuccessAt: later });
  expect(statusAfterFrame(withValue, feedFrame(later))).toBe(withValue);
  expect(statusAfterFrame(status, feedFrame(at, { heartbeat: true }))).toMatchObject({ failures: 2 });
  expect(statusAfterFrame(withValue, feedFrame(at, { feedStatus: 'stale' })).feedStatus).toBe('stale');
});
