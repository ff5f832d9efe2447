import type { Frame } from './frame.ts';

/** How loud it is at a place, judged by its limits. Browser-safe: no imports at run time. */

/**
 * `quiet`: below the limits. `ask`: close to one. `act`: above one. `none`: there is nothing to judge, or to judge by.
 * `offline`: what the meter says is not of now.
 */
export type LevelState = 'quiet' | 'ask' | 'act' | 'offline' | 'none';
export const levelStates = [
  'quiet',
  'ask',
  'act',
  'offline',
  'none',
] as const satisfies readonly LevelState[];

/** LAeq by time of day and the greatest single level, in dB; null: no limit. */
export interface Limits {
  day: number | null;
  evening: number | null;
  night: number | null;
  max: number | null;
}

/** So close to a limit, in dB, somebody should look. */
const CLOSE_DB = 5;

/** Day from 7, evening from 19, night from 23 h: the period of the wall clock at a place. @param timezone IANA name */
export function periodAt(at: Date, timezone: string): 'day' | 'evening' | 'night' {
  const clock = new Intl.DateTimeFormat('en', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
  const hour = Number(clock.format(at));
  if (hour < 7 || hour >= 23) return 'night';
  return hour < 19 ? 'day' : 'evening';
}

/** One level against one limit; reaching a limit is not yet exceeding it. */
export function stateAgainst(level: number | null, limit: number | null): LevelState {
  if (level === null || limit === null) return 'none';
  if (level > limit) return 'act';
  return level > limit - CLOSE_DB ? 'ask' : 'quiet';
}

/** A meter's newest values against the limits that hold at `at`: the worse of the average and of the level now. */
export function levelState(
  frame: Pick<Frame, 'leq' | 'lp' | 'feedStatus'> | null,
  limits: Limits | null,
  { at, timezone }: { at: Date; timezone: string },
): LevelState {
  if (!frame) return 'none';
  if (frame.feedStatus !== 'ok') return 'offline';
  if (!limits) return 'none';
  const states = [
    stateAgainst(frame.leq, limits[periodAt(at, timezone)]),
    stateAgainst(frame.lp, limits.max),
  ];
  return (['act', 'ask', 'quiet'] as const).find((state) => states.includes(state)) ?? 'none';
}
