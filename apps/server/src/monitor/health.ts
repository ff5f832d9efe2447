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

/** What follows of what a driver says. */
export interface Consequence {
  lines: LogLine[];
  /** It is not as it was: those who show the meter look again. */
  isNews: boolean;
}

/** Follows how a meter is: what gets worse is told once, and so is what gets better. */
export interface Health {
  readonly known: ReadStatus;
  onState(state: DriverState): Consequence;
  onFrame(frame: Frame): Consequence;
}

/** @param before what was last known, by whichever process: what has been told already is not told again */
export function createHealth(before: UnitStatus, now: () => Date): Health {
  let status = before;
  let lastFrame: Frame | null = null;
  /** When a new value came that `status` does not know of: most say nothing else. */
  let heard: Date | undefined;

  function current(): UnitStatus {
    if (heard) status = withLastValueAt(status, heard.toISOString());
    heard = undefined;
    return status;
  }

  function become(after: UnitStatus, lines: LogLine[]): Consequence {
    const changes = linesOf(status, after);
    const isNews = changes.length > 0 || status.reachable !== after.reachable;
    status = after;
    return { lines: lines.length > 0 ? [...lines, ...changes] : changes, isNews };
  }

  return {
    get known() {
      return { status: current(), lastFrame };
    },
    onState: (state) => become(statusAfterState(current(), state), connectionLines(state)),
    onFrame(frame) {
      if (!frame.heartbeat) lastFrame = frame;
      if (isNewValue(frame)) heard = now();
      const after = statusAfterFrame(status, frame);
      return after === status ? NOTHING : become(after, NONE);
    },
  };
}

const NONE: LogLine[] = [];
const NOTHING: Consequence = { lines: NONE, isNews: false };

function connectionLines(state: DriverState): LogLine[] {
  if (state.kind === 'connected') return [{ level: 'info', message: 'Connected' }];
  if (state.kind !== 'disconnected') return [];
  return [{ level: 'warn', message: `The connection ended: ${state.message}` }];
}

function linesOf(before: UnitStatus, after: UnitStatus): LogLine[] {
  const lines: LogLine[] = [];
  const say = (level: LogLine['level'], message: string) => lines.push({ level, message });
  if (before.reachable !== false && after.reachable === false)
    say('error', `The meter does not answer: ${after.lastError}`);
  if (before.reachable === false && after.reachable) say('info', 'The meter answers again');
  if (after.warning !== null && after.warning !== before.warning) say('error', after.warning);
  if (after.clockWarning && !before.clockWarning) say('warn', clockLine(after.clockDriftSeconds ?? 0));
  if (after.batteryLow && !before.batteryLow) say('warn', `The battery is low: ${after.battery}`);
  if (after.measurementState !== before.measurementState && after.measurementState !== 'unknown')
    say('info', after.measurementState === 'Start' ? 'The meter is measuring' : 'The measurement is stopped');
  return lines;
}

function clockLine(driftSeconds: number): string {
  const way = driftSeconds > 0 ? 'ahead' : 'behind';
  return `The meter’s clock is ${Math.round(Math.abs(driftSeconds))} s ${way}: set it on the instrument`;
}
