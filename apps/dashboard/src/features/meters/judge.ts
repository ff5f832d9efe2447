import type { Unit } from '@sitecast/api/sites/units/schema';
import { type LevelState, periodAt, stateAgainst } from '@sitecast/monitor/level-state';
import { t } from '../../i18n/meters.ts';
import type { Frame } from './live-frames.ts';

/** How one level stands to the limit that holds for it. */
export interface Judged {
  state: LevelState;
  limit: number | null;
}

/** The level now against the highest that is allowed, and the average against the limit of the time of day. */
export function judge(
  frame: Pick<Frame, 'lp' | 'leq'> | undefined,
  location: Unit['location'],
  at: number,
): { now: Judged; average: Judged } {
  const limits = location?.limits ?? null;
  const highest = limits?.max ?? null;
  const limit = location && limits ? limits[periodAt(new Date(at), location.timezone)] : null;
  return {
    now: { state: stateAgainst(frame?.lp ?? null, highest), limit: highest },
    average: { state: stateAgainst(frame?.leq ?? null, limit), limit },
  };
}

/** What somebody has to know first: what is above its limit, then what is near it, else the limit of the average. */
export function worst({ now, average }: { now: Judged; average: Judged }): Judged {
  const [first] = (['act', 'ask'] as const).flatMap((state) =>
    [average, now].filter((one) => one.state === state),
  );
  return first ?? (average.limit === null ? now : average);
}

export const isAlarming = ({ state }: Judged) => state === 'ask' || state === 'act';

/** In a few words, such as "Above 55 dB"; undefined where there is no limit. */
export function judgedText({ state, limit }: Judged): string | undefined {
  if (limit === null) return undefined;
  const name = state === 'act' ? 'aboveOf' : state === 'ask' ? 'nearOf' : 'limit';
  return t(`meters.${name}`, { limit });
}

/** The colour of a level; the word for it stands beside it. Quiet is no news. */
export const stateClass: Record<LevelState, string> = {
  none: 'text-ink',
  quiet: 'text-ink',
  ask: 'text-ask',
  act: 'text-act',
  offline: 'text-quiet',
};
