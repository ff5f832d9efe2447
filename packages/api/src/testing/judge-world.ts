import { AlertState, quiet } from '@sitecast/monitor/alerts';
import {
  type Meter,
  type MeterCommand,
  type MeterEvent,
  newMeter,
  type Write,
} from '../alerts/judge/meter.ts';
import type { Clear, Onset, PendingTransition } from '../alerts/judge/pending-transitions.ts';
import { decide, isAmbiguous, isNewer } from '../alerts/judge/reconcile.ts';
import { step } from '../alerts/judge/step.ts';
import { AlertCondition } from '../alerts/rules/schema.ts';
import { testFrame } from './frame.ts';

const unitId = 'unit';
const start = Date.parse('2026-06-01T12:00:00Z');

interface StoredAlert {
  id: string;
  onsetAt: string;
  clearedAt: string | null;
  peak: number;
  peakAt: string;
}

/** A process that judges the meter: its state, and the load or write in progress. */
export interface JudgeProcess {
  meter: Meter | null;
  isOnline: boolean;
  asked: (MeterCommand & { do: 'load' | 'write' }) | null;
}

/**
 * Processes that judge one meter by one rule (`lp` above 70 dB, cleared at 68), and an in-memory database that answers
 * when the test tells it to. Time is counted in seconds.
 */
export function createJudgeWorld({ forSeconds = 0 }: { forSeconds?: number } = {}) {
  const rule = {
    id: 'rule',
    condition: AlertCondition.parse({ kind: 'level', metric: 'lp', threshold: 70, forSeconds }),
  };
  const location = { workspaceId: 'workspace', locationId: 'location', timezone: 'UTC', rules: [rule] };
  const stored: { state: AlertState | null; alerts: StoredAlert[] } = { state: null, alerts: [] };
  const processes: JudgeProcess[] = [];
  const dropped = { frames: 0, alerts: 0 };
  /** Alerts that had ended before their onset could be written. */
  const past: { onsetAt: string; clearedAt: string }[] = [];
  let seconds = 0;

  const now = () => start + seconds * 1_000;
  const openAlert = () => stored.alerts.find(({ clearedAt }) => clearedAt === null) ?? null;
  const progress = () => ({
    evaluatedUntil: stored.state?.lastAt ? Date.parse(stored.state.lastAt) : Number.NEGATIVE_INFINITY,
    open: openAlert(),
  });

  function addProcess(): JudgeProcess {
    const process: JudgeProcess = { meter: null, isOnline: true, asked: null };
    processes.push(process);
    return process;
  }

  function dispatch(process: JudgeProcess, event: MeterEvent): void {
    const { meter, commands } = step(process.meter ?? newMeter(unitId), event);
    process.meter = meter;
    for (const command of commands) {
      if (command.do === 'forget') process.meter = null;
      else if (command.do === 'count-dropped') {
        dropped.frames += command.frames;
        dropped.alerts += command.alerts;
      } else if (command.do === 'announce') announceChange();
      else if (process.asked) throw new Error('A load or write is already in progress');
      else process.asked = command;
    }
  }

  function announceChange(): void {
    for (const process of processes)
      if (process.meter) dispatch(process, { type: 'rules-changed', workspaceId: 'workspace' });
  }

  /** Completes the load or write in progress. If the answer `isLost`, it takes effect but reports a failure. */
  function answer(process: JudgeProcess, { isLost = false } = {}): void {
    const { asked } = process;
    if (!asked) return;
    process.asked = null;
    if (!process.isOnline) {
      dispatch(process, { type: 'failed', now: now() });
      return;
    }
    const isCurrent = asked.do === 'write' && store(asked.write);
    if (isLost) dispatch(process, { type: 'failed', now: now() });
    else if (asked.do === 'write') dispatch(process, { type: 'written', now: now(), isCurrent });
    else {
      const states = [stored.state ? AlertState.parse(structuredClone(stored.state)) : quiet];
      dispatch(process, { type: 'loaded', now: now(), loaded: { location, states, readings: [] } });
    }
  }

  /** The in-memory equivalent of `createAlertRecorder`. */
  function store(write: Write): boolean {
    if (write.kind === 'transition') storeTransition(...write.transitions);
    const state = write.kind === 'state' ? write.state : (write.transitions[1] ?? write.transitions[0]).state;
    if (!isNewer(progress(), state)) return false;
    stored.state = state;
    const open = openAlert();
    if (open && state.alert) Object.assign(open, { peak: state.alert.peak, peakAt: state.alert.peakAt });
    return true;
  }

  function storeTransition({ transition }: PendingTransition, end?: PendingTransition): void {
    const clear = end?.transition as Clear | undefined;
    if (clear) past.push({ onsetAt: transition.at, clearedAt: clear.at });
    const isRecorded =
      isAmbiguous(progress(), transition, clear) &&
      stored.alerts.some(
        ({ onsetAt, clearedAt }) => onsetAt < clear!.at && (clearedAt === null || clearedAt > transition.at),
      );
    const { at: onsetAt, peak, peakAt } = transition as Onset;
    const alert = { id: `${stored.alerts.length}`, onsetAt, clearedAt: null, peak, peakAt };
    switch (decide(progress(), transition, clear, isRecorded)) {
      case 'open':
        stored.alerts.push(alert);
        break;
      case 'close': {
        const last = clear ?? (transition as Clear);
        Object.assign(openAlert()!, { clearedAt: last.at, peak: last.peak, peakAt: last.peakAt });
        break;
      }
      case 'record-past':
        stored.alerts.push({ ...alert, clearedAt: clear!.at, peak: clear!.peak, peakAt: clear!.peakAt });
        break;
      case 'ignore':
        break;
    }
  }

  /** Answers until no load is in progress and everything is written. */
  function settle(process: JudgeProcess): void {
    process.isOnline = true;
    while (process.asked) answer(process);
    for (const type of ['retry', 'flush'] as const) {
      if (process.meter) dispatch(process, { type, now: now() });
      while (process.asked) answer(process);
    }
  }

  return {
    rule,
    stored,
    dropped,
    past,
    addProcess,
    dispatch,
    answer,
    announceChange,
    settle,
    now,
    /** Advances one second and sends these processes a frame with this level. @returns its time and level */
    hear(level: number, ...by: JudgeProcess[]) {
      seconds++;
      const at = new Date(now()).toISOString();
      const frame = testFrame(unitId, new Date(now()), level);
      for (const process of by) dispatch(process, { type: 'frame', now: now(), frame });
      return { at, value: level };
    },
    wait(more: number) {
      seconds += more;
    },
    /** The stored alerts, by onset. */
    alerts: () =>
      stored.alerts.map(({ id: _, ...alert }) => alert).sort((a, b) => a.onsetAt.localeCompare(b.onsetAt)),
  };
}
