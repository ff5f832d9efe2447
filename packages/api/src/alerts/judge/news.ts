import type { AlertState, AlertTransition } from '@sitecast/monitor/alerts';
import type { Place } from '../close-alert.ts';
import type { WatchedRule } from './watch.ts';

export type Onset = Extract<AlertTransition, { type: 'onset' }>;
export type Clear = Extract<AlertTransition, { type: 'clear' }>;

/** What has begun or ended by a rule, and how far the rule had come by it: kept until it is written. */
export interface News {
  place: Place & { unitId: string };
  rule: WatchedRule;
  transition: Onset | Clear;
  state: AlertState;
}

/** Of one meter, while nothing can be written. */
const MOST = 200;

/**
 * Keeps it as the newest. Beyond 200 the oldest alert that has begun and ended since is given up as a whole: an onset
 * without its end would never end, and an end without its onset leaves one open that is stored.
 *
 * @returns how many alerts were given up for it
 */
export function keepNews(kept: News[], news: News): number {
  kept.push(news);
  let dropped = 0;
  while (kept.length > MOST) {
    const first = kept.findIndex((one) => endOf(kept, one) !== undefined);
    // Of each rule at most an end and an onset are left then.
    if (first < 0) break;
    const end = endOf(kept, kept[first]!)!;
    kept.splice(kept.indexOf(end), 1);
    kept.splice(first, 1);
    dropped++;
  }
  return dropped;
}

/** Takes the oldest off: an onset with its end, if the alert is over by now. */
export function takeOldest(kept: News[]): [News, News?] {
  const first = kept.shift()!;
  const end = endOf(kept, first);
  if (!end) return [first];
  kept.splice(kept.indexOf(end), 1);
  return [first, end];
}

/** What comes next of the same rule at the same place. */
function endOf(kept: News[], { transition, place: { ruleId, locationId } }: News): News | undefined {
  if (transition.type !== 'onset') return undefined;
  return kept.find(
    ({ transition: other, place }) =>
      other.type === 'clear' &&
      other.onsetAt === transition.at &&
      place.ruleId === ruleId &&
      place.locationId === locationId,
  );
}
