import { expect, test } from 'vitest';
import type { DriverState } from './driver.ts';
import { feedFrame } from './testing/meter-frame.ts';
import { heardAt, statusAfterFrame, statusAfterState, UnitStatus, unknownStatus } from './unit-status.ts';

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

test('it is unreachable from the third failure in a row', () => {
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

test('what the operator has to do is shown until the meter can be reached again', () => {
  const wedged: DriverState = { kind: 'wedged', at, since: at, message: 'Switch it off and on again' };
  expect(after(wedged).warning).toBe('Switch it off and on again');
  expect(after(wedged, { kind: 'connected', at: later }).warning).toBeNull();
});

test('battery and measurement', () => {
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

test('a value is a success; a heartbeat and news of the feed are not', () => {
  const status = after({ kind: 'failure', at, message: 'no answer', failures: 2 });
  const heard = statusAfterFrame(status, feedFrame(at));
  expect(heard).toMatchObject({ failures: 0, reachable: true, feedStatus: 'ok' });
  expect(heardAt(heard, later)).toMatchObject({ lastPollAt: later, lastSuccessAt: later });
  expect(statusAfterFrame(heard, feedFrame(later))).toBe(heard);
  expect(statusAfterFrame(status, feedFrame(at, { heartbeat: true }))).toMatchObject({ failures: 2 });
  expect(statusAfterFrame(heard, feedFrame(at, { feedStatus: 'stale' })).feedStatus).toBe('stale');
});
