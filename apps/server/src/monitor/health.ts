import type { ReadStatus } from '@sitecast/api';
import {
  type DriverState,
  type Frame,
  isNewValue,
  statusAfterFrame,
  statusAfterState,
  type UnitStatus,
  withLastValueAt,
} from '@sitecast/monitor';

/** A line of a meter's connection log. */
interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
}

/** What changes with an event of a driver. */
export interface StatusUpdate {
  lines: LogLine[];
  /** Whether the status has changed, so that clients reload the meter. */
  hasChanged: boolean;
}

/** Tracks a meter's status, and logs each change for the worse or the better once. */
export interface Health {
  readonly known: ReadStatus;
  onState(state: DriverState): StatusUpdate;
  onFrame(frame: Frame): StatusUpdate;
}

/** @param before the last known status, from any process, whose changes have been logged */
export function createHealth(before: UnitStatus, now: () => Date): Health {
  let status = before;
  let lastFrame: Frame | null = null;
  /** Time of the latest value, not yet in `status`: most frames change nothing else. */
  let heard: Date | undefined;

  function current(): UnitStatus {
    if (heard) status = withLastValueAt(status, heard.toISOString());
    heard = undefined;
    return status;
  }

  function update(after: UnitStatus, lines: LogLine[]): StatusUpdate {
    const changes = linesOf(status, after);
    const hasChanged = changes.length > 0 || status.reachable !== after.reachable;
    status = after;
    return { lines: lines.length > 0 ? [...lines, ...changes] : changes, hasChanged };
  }

  return {
    get known() {
      return { status: current(), lastFrame };
    },
    onState: (state) => update(statusAfterState(current(), state), connectionLines(state)),
    onFrame(frame) {
      if (!frame.heartbeat) lastFrame = frame;
      if (isNewValue(frame)) heard = now();
      const after = statusAfterFrame(status, frame);
      return after === status ? NO_CHANGE : update(after, NO_LINES);
    },
  };
}

const NO_LINES: LogLine[] = [];
const NO_CHANGE: StatusUpdate = { lines: NO_LINES, hasChanged: false };

function connectionLines(state: DriverState): LogLine[] {
  if (state.kind === 'connected') return [{ level: 'info', message: 'Connected' }];
  if (state.kind !== 'disconnected') return [];
  return [{ level: 'warn', message: `Disconnected: ${state.message}` }];
}

function linesOf(before: UnitStatus, after: UnitStatus): LogLine[] {
  const lines: LogLine[] = [];
  const log = (level: LogLine['level'], message: string) => lines.push({ level, message });
  if (before.reachable !== false && after.reachable === false)
    log('error', `The meter is unreachable: ${after.lastError}`);
  if (before.reachable === false && after.reachable) log('info', 'The meter is reachable again');
  if (after.warning !== null && after.warning !== before.warning) log('error', after.warning);
  if (after.clockWarning && !before.clockWarning) log('warn', clockLine(after.clockDriftSeconds ?? 0));
  if (after.batteryLow && !before.batteryLow) log('warn', `Low battery: ${after.battery}`);
  if (after.measurementState !== before.measurementState && after.measurementState !== 'unknown')
    log('info', after.measurementState === 'Start' ? 'Measurement started' : 'Measurement stopped');
  return lines;
}

function clockLine(driftSeconds: number): string {
  const direction = driftSeconds > 0 ? 'ahead' : 'behind';
  return `The meter’s clock is ${Math.round(Math.abs(driftSeconds))} s ${direction}. Set it on the instrument`;
}
