import type { AlertState } from '@sitecast/monitor/alerts';
import type { Clear, Onset } from './pending-transitions.ts';

/** What the database knows of a rule at a location: written by this process, or by another that reads the meter too. */
export interface StoredProgress {
  /** Time of the newest point evaluated, ms since the epoch. */
  evaluatedUntil: number;
  /** The open alert. */
  open: { id: string } | null;
}

export type Decision = 'open' | 'close' | 'record-past' | 'ignore';

/**
 * What a transition changes in the database, which has the last word: what another process has evaluated meanwhile is
 * not reported twice.
 *
 * @param clear of an alert that ended before its onset could be written
 * @param isRecorded an alert of the same time is stored; asked only where `isAmbiguous`
 */
export function decide(
  stored: StoredProgress,
  first: Onset | Clear,
  clear?: Clear,
  isRecorded = false,
): Decision {
  const isOpen = stored.open !== null;
  if (clear && !(isAmbiguous(stored, first, clear) ? isRecorded : isOpen)) return 'record-past';
  const last = clear ?? first;
  if (isEvaluated(stored, last.at)) return 'ignore';
  if (last.type === 'onset') return isOpen ? 'ignore' : 'open';
  return isOpen ? 'close' : 'ignore';
}

/** Whether an alert that is over lies in a time that is evaluated: another process may have seen the same, or missed it. */
export function isAmbiguous(stored: StoredProgress, first: Onset | Clear, clear?: Clear): boolean {
  return clear !== undefined && isEvaluated(stored, first.at);
}

/** Whether a state replaces the stored one: not if it is older, or if it contradicts whether an alert is open. */
export function isNewer(stored: StoredProgress, state: AlertState): boolean {
  if (state.lastAt === null || isEvaluated(stored, state.lastAt)) return false;
  return (state.alert !== null) === (stored.open !== null);
}

function isEvaluated({ evaluatedUntil }: StoredProgress, at: string): boolean {
  return Date.parse(at) <= evaluatedUntil;
}
