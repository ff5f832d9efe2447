import type { Frame, UnitStatus } from '@sitecast/monitor';
import { type AlertState, periodMinutes } from '@sitecast/monitor/alerts';
import type { Reading } from '@sitecast/monitor/levels';
import type { RuleLocation } from '../alert-rows.ts';
import type { ActiveRule, LoadedRules, LocationRules } from './load-rules.ts';
import type { PendingTransition } from './pending-transitions.ts';

/** The longest averaging period of a rule, minutes. */
export const LONGEST_PERIOD = Math.max(...Object.values(periodMinutes));

type Phase =
  /** Measurements are judged as they arrive; nothing is being written. */
  | 'ready'
  /** The same, while a write is under way. */
  | 'writing'
  /** Measurements wait for the rules: what is unwritten is written first, then the rules are loaded. */
  | 'loading'
  /** The database is unreachable: measurements are judged by the last known rules, or wait if there are none. */
  | 'offline'
  /** The same, while what is unwritten is being written. */
  | 'recovering';

/** One meter that this process judges, or has judged and not written completely. Immutable. */
export interface Meter {
  readonly unitId: string;
  readonly phase: Phase;
  /** This process no longer reads the meter: it is forgotten once everything is written. */
  readonly isReleased: boolean;
  /** `unknown` until loaded for the first time; null: the meter is at no location. */
  readonly location: LocationRules | null | 'unknown';
  /** When loading of `location` began, ms since the epoch; -Infinity: it is outdated. */
  readonly loadedAt: number;
  /** The state of each rule of `location`, in the same order. */
  readonly states: readonly AlertState[];
  readonly status: UnitStatus | null;
  /** The last hour, oldest first. */
  readonly readings: readonly Reading[];
  /** What arrived and cannot be judged yet, oldest first. */
  readonly waiting: readonly Measurement[];
  /** Oldest first. */
  readonly pending: readonly PendingTransition[];
  /** Ids of rules whose state has changed since it was written. */
  readonly unsaved: ReadonlySet<string>;
  /** The write under way, to be repeated if it fails. */
  readonly write: Write | null;
}

/** One transaction. */
export type Write =
  /** An onset or a clear, or both of an alert that has ended already. */
  | { kind: 'transition'; transitions: [PendingTransition, PendingTransition?] }
  /** How far a rule has come: the part that a restart would forget. */
  | { kind: 'state'; place: RuleLocation; rule: ActiveRule; state: AlertState };

/** `now` is ms since the epoch in all events. */
export type Measurement =
  | { type: 'frame'; now: number; frame: Frame }
  /** A minute that is complete. */
  | { type: 'minute'; now: number; reading: Reading }
  | { type: 'status'; now: number; status: UnitStatus };

export type MeterEvent =
  | Measurement
  /** The last status is judged again: time alone can raise a health alert. */
  | { type: 'tick'; now: number }
  /** Whatever is unwritten shall be written, peaks too. */
  | { type: 'flush'; now: number }
  /** Rules or assignments have changed. Without `workspaceId`: perhaps, in any workspace. */
  | { type: 'rules-changed'; workspaceId?: string }
  | { type: 'released'; now: number }
  /** The database may be reachable again. */
  | { type: 'retry'; now: number }
  | { type: 'loaded'; now: number; loaded: LoadedRules }
  /** `isCurrent` false: the database was ahead, or refused it. The rules have to be loaded again. */
  | { type: 'written'; now: number; isCurrent: boolean }
  /** The database did not answer the last `load` or `write`. */
  | { type: 'failed'; now: number };

/** Of `load` and `write` at most one is under way; it is answered by `loaded`, `written` or `failed`. */
export type MeterCommand =
  /** `since`: first minute of the readings, minutes since the epoch. */
  | { do: 'load'; since: number }
  | { do: 'write'; write: Write }
  /** Alerts of a released meter were written: the process that reads it now has to load their state. */
  | { do: 'announce'; workspaceId: string }
  | { do: 'count-dropped'; frames: number; alerts: number }
  | { do: 'forget' };

export interface MeterStep {
  meter: Meter;
  commands: readonly MeterCommand[];
}

const none: ReadonlySet<string> = new Set();

export function newMeter(unitId: string): Meter {
  return {
    unitId,
    phase: 'ready',
    isReleased: false,
    location: 'unknown',
    loadedAt: Number.NEGATIVE_INFINITY,
    states: [],
    status: null,
    readings: [],
    waiting: [],
    pending: [],
    unsaved: none,
    write: null,
  };
}

/** Everything that was measured is judged and written. */
export function isDone({ waiting, pending, unsaved, write }: Meter): boolean {
  return waiting.length + pending.length + unsaved.size === 0 && write === null;
}
