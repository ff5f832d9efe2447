import { MINUTE_MS } from '@sitecast/monitor/levels';
import { type Judged, judgeMeasurement, judgeWaiting, mergeReadings } from './judge-measurement.ts';
import {
  isDone,
  LONGEST_PERIOD,
  type Measurement,
  type Meter,
  type MeterCommand,
  type MeterEvent,
  type MeterStep,
} from './meter.ts';
import { takeWrite, withWriteReturned } from './next-write.ts';

/** Rules and assignments are loaded again after this long, in case the message about a change was lost. */
const RELOAD_MS = 60_000;
/** Measurements of one meter that wait for its rules. */
const MAX_WAITING = 120;

const OUTDATED = Number.NEGATIVE_INFINITY;
const noCommands: readonly MeterCommand[] = [];

/**
 * How one meter is judged by the alert rules, and how what comes of it gets into the database. Pure: every step returns
 * the next state, with commands for the shell that holds the database.
 */
export function step(meter: Meter, event: MeterEvent): MeterStep {
  switch (event.type) {
    case 'frame':
    case 'minute':
      return measured(meter, event);
    case 'status':
      return measured({ ...meter, status: event.status }, event);
    case 'tick': {
      const { status, isReleased } = meter;
      return status && !isReleased ? measured(meter, { ...event, type: 'status', status }) : stay(meter);
    }
    case 'flush':
      return meter.phase === 'ready' ? proceed({ ...meter, phase: 'writing' }, event.now) : stay(meter);
    case 'retry':
      return meter.phase === 'offline' ? proceed({ ...meter, phase: 'recovering' }, event.now) : stay(meter);
    case 'rules-changed':
      return isAffected(meter, event.workspaceId) ? stay({ ...meter, loadedAt: OUTDATED }) : stay(meter);
    case 'released':
      return released(meter, event.now);
    case 'loaded':
      return loaded(meter, event);
    case 'written':
      return written(meter, event);
    case 'failed':
      return failed(meter, event.now);
  }
}

function measured(before: Meter, measurement: Measurement): MeterStep {
  // Another process may have judged the meter since it was released.
  const meter = before.isReleased ? { ...before, isReleased: false, loadedAt: OUTDATED } : before;
  const { phase, loadedAt, location } = meter;
  const isOffline = phase === 'offline' || phase === 'recovering';
  if (phase === 'loading' || (isOffline && location === 'unknown')) return wait(meter, measurement);
  if (!isOffline && measurement.now - loadedAt >= RELOAD_MS) return startLoading(meter, measurement);
  return after(judgeMeasurement(meter, measurement), measurement.now);
}

function startLoading(before: Meter, measurement: Measurement): MeterStep {
  const meter: Meter = { ...before, phase: 'loading', waiting: [...before.waiting, measurement] };
  return meter.write ? stay(meter) : proceed(meter, measurement.now);
}

function wait(before: Meter, measurement: Measurement): MeterStep {
  const waiting = [...before.waiting, measurement];
  if (waiting.length <= MAX_WAITING) return stay({ ...before, waiting });
  if (before.location === 'unknown')
    return {
      meter: { ...before, waiting: waiting.slice(1) },
      commands: [{ do: 'count-dropped', frames: 1, alerts: 0 }],
    };
  // The database is slow: the known rules have to do, and the result of the load is discarded.
  return after(judgeWaiting({ ...before, phase: 'recovering', waiting }), measurement.now);
}

function loaded(before: Meter, { now, loaded: found }: MeterEvent & { type: 'loaded' }): MeterStep {
  // What was judged meanwhile is written first, and what has changed meanwhile is read again.
  if (before.phase !== 'loading' || before.loadedAt === OUTDATED) return proceed(before, now);
  const { location, states, readings } = found;
  const meter: Meter = {
    ...before,
    phase: 'ready',
    location,
    states,
    readings: mergeReadings(readings, before.readings),
    unsaved: new Set(),
  };
  const judged = judgeWaiting(meter);
  return after(meter.isReleased ? { ...judged, isDue: true } : judged, now);
}

function written(before: Meter, { now, isCurrent }: MeterEvent & { type: 'written' }): MeterStep {
  const meter: Meter = { ...before, write: null, loadedAt: isCurrent ? before.loadedAt : OUTDATED };
  const next = proceed(meter, now);
  const isLate = meter.isReleased && meter.pending.length === 0;
  if (!isLate || before.write?.kind !== 'transition') return next;
  const { workspaceId } = before.write.transitions[0].place;
  return { meter: next.meter, commands: [{ do: 'announce', workspaceId }, ...next.commands] };
}

function failed(before: Meter, now: number): MeterStep {
  const meter: Meter = { ...withWriteReturned(before), phase: 'offline' };
  if (meter.location === 'unknown') return leave(stay(meter));
  return leave(after(judgeWaiting(meter), now));
}

function released(before: Meter, now: number): MeterStep {
  if (before.isReleased) return stay(before);
  const meter: Meter = { ...before, isReleased: true, status: null };
  if (meter.phase === 'ready') return proceed({ ...meter, phase: 'writing' }, now);
  return meter.phase === 'offline' ? leave(stay(meter)) : stay(meter);
}

/** The next command for the database, while none is under way. */
function proceed(before: Meter, now: number): MeterStep {
  const meter = takeWrite(before);
  if (meter.write) return { meter, commands: [{ do: 'write', write: meter.write }] };
  if (meter.phase === 'writing') return leave(stay({ ...meter, phase: 'ready' }));
  if (meter.isReleased && isDone(meter)) return leave(stay(meter));
  const since = Math.floor(now / MINUTE_MS) - LONGEST_PERIOD;
  return { meter: { ...meter, phase: 'loading', loadedAt: now }, commands: [{ do: 'load', since }] };
}

function after(judged: Judged, now: number): MeterStep {
  const { meter, isDue, dropped } = judged;
  const next = isDue && meter.phase === 'ready' ? proceed({ ...meter, phase: 'writing' }, now) : stay(meter);
  if (dropped === 0) return next;
  return {
    meter: next.meter,
    commands: [...next.commands, { do: 'count-dropped', frames: 0, alerts: dropped }],
  };
}

/** A meter that is no longer read is forgotten, unless something of it could not be written. */
function leave({ meter, commands }: MeterStep): MeterStep {
  if (!meter.isReleased || !isDone(meter)) return { meter, commands };
  return { meter, commands: [...commands, { do: 'forget' }] };
}

function isAffected({ location }: Meter, workspaceId: string | undefined): boolean {
  // A meter at no location may be at one now.
  const known = location === 'unknown' ? null : location;
  return workspaceId === undefined || known === null || known.workspaceId === workspaceId;
}

function stay(meter: Meter): MeterStep {
  return { meter, commands: noCommands };
}
