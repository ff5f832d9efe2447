import type { AlertState, AlertTransition } from '@sitecast/monitor/alerts';
import type { RuleLocation } from '../alert-rows.ts';
import type { ActiveRule } from './load-rules.ts';

export type Onset = Extract<AlertTransition, { type: 'onset' }>;
export type Clear = Extract<AlertTransition, { type: 'clear' }>;

/** An onset or a clear that is not in the database yet, with the rule's state after it. */
export interface PendingTransition {
  place: RuleLocation & { unitId: string };
  rule: ActiveRule;
  transition: Onset | Clear;
  state: AlertState;
}

/** Transitions kept for one meter while the database is unreachable. */
const MAX_PENDING = 200;

/**
 * Appends a transition. Beyond 200, drops the oldest alerts that have both begun and ended: an onset without its clear
 * would stay open forever, and so would a stored alert whose clear is dropped.
 *
 * @returns the new list, and how many alerts were dropped
 */
export function addPending(
  pending: readonly PendingTransition[],
  added: PendingTransition,
): { pending: readonly PendingTransition[]; dropped: number } {
  let kept: readonly PendingTransition[] = [...pending, added];
  let dropped = 0;
  while (kept.length > MAX_PENDING) {
    const onset = kept.find((one) => clearOf(kept, one));
    // At most one clear and one onset of each rule are left.
    if (!onset) break;
    const clear = clearOf(kept, onset);
    kept = kept.filter((one) => one !== onset && one !== clear);
    dropped++;
  }
  return { pending: kept, dropped };
}

/** Takes the oldest transition: an onset together with its clear if the alert has ended since. */
export function takeOldest(pending: readonly PendingTransition[]): {
  taken: [PendingTransition, PendingTransition?];
  rest: readonly PendingTransition[];
} | null {
  const [first, ...rest] = pending;
  if (!first) return null;
  const clear = clearOf(rest, first);
  if (!clear) return { taken: [first], rest };
  return { taken: [first, clear], rest: rest.filter((one) => one !== clear) };
}

function clearOf(
  pending: readonly PendingTransition[],
  { transition, place: { ruleId, locationId } }: PendingTransition,
): PendingTransition | undefined {
  if (transition.type !== 'onset') return undefined;
  return pending.find(
    ({ transition: other, place }) =>
      other.type === 'clear' &&
      other.onsetAt === transition.at &&
      place.ruleId === ruleId &&
      place.locationId === locationId,
  );
}
