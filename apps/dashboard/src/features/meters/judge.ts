import type { Unit } from '@sitecast/api/sites/units/schema';
import { type LevelState, periodAt, stateAgainst } from '@sitecast/monitor/level-state';
import { t } from '../../i18n/meters.ts';
import type { Frame } from './live-frames.ts';

/** A level's state against its limit. */
export interface Judged {
  state: LevelState;
  limit: number | null;
}

/**
 * Judges the current level by the location's maximum, and the average by its limit for the time of day.
 *
 * @param at ms since the epoch
 */
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

/** The more urgent of two: one above its limit, else one near it, else the average. */
export function worst({ now, average }: { now: Judged; average: Judged }): Judged {
  const [first] = (['act', 'ask'] as const).flatMap((state) =>
    [average, now].filter((one) => one.state === state),
  );
  return first ?? (average.limit === null ? now : average);
}

export const isAlarming = ({ state }: Judged) => state === 'ask' || state === 'act';

/** Such as "Above 55 dB"; undefined without a limit. */
export function judgedText({ state, limit }: Judged): string | undefined {
  if (limit === null) return undefined;
  const name = state === 'act' ? 'aboveOf' : state === 'ask' ? 'nearOf' : 'limit';
  return t(`meters.${name}`, { limit });
}

/** The colour of a level; always shown with a text, and neutral below the limit. */
export const stateClass: Record<LevelState, string> = {
  none: 'text-ink',
  quiet: 'text-ink',
  ask: 'text-ask',
  act: 'text-act',
  offline: 'text-quiet',
};
