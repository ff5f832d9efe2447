import type { Frame } from './frame.ts';

/** How a location's levels compare with its limits. Browser-safe: no imports at run time. */

/**
 * `quiet`: below the limits. `ask`: close to one. `act`: above one. `none`: no level or no limit. `offline`: no current
 * values.
 */
export type LevelState = 'quiet' | 'ask' | 'act' | 'offline' | 'none';
export const levelStates = [
  'quiet',
  'ask',
  'act',
  'offline',
  'none',
] as const satisfies readonly LevelState[];

/** LAeq limits by time of day and the maximum level, in dB; null: no limit. */
export interface Limits {
  day: number | null;
  evening: number | null;
  night: number | null;
  max: number | null;
}

/** A level within this many dB of a limit is close to it. */
const CLOSE_DB = 5;

/** The period at a time, in local time: day from 07:00, evening from 19:00, night from 23:00. @param timezone IANA name */
export function periodAt(at: Date, timezone: string): 'day' | 'evening' | 'night' {
  const clock = new Intl.DateTimeFormat('en', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
  const hour = Number(clock.format(at));
  if (hour < 7 || hour >= 23) return 'night';
  return hour < 19 ? 'day' : 'evening';
}

/** One level against one limit, both in dB. A limit must be exceeded, not just reached. */
export function stateAgainst(level: number | null, limit: number | null): LevelState {
  if (level === null || limit === null) return 'none';
  if (level > limit) return 'act';
  return level > limit - CLOSE_DB ? 'ask' : 'quiet';
}

/** A meter's latest values against the limits in force at `at`: the worse of the average and the current level. */
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
