/** What levels are judged by, in dB: LAeq by time of day, and the greatest single level. Null: no limit. */
export interface LevelLimits {
  day: number | null;
  evening: number | null;
  night: number | null;
  max: number | null;
}

export type LevelTone = 'none' | 'good' | 'ask' | 'act';

/** So near below the limit a level asks for attention. */
const NEAR_DB = 5;

/** The limit for averages that holds at a time: by day from 7 h of the zone, in the evening from 19, by night from 23. */
export function limitAt(limits: LevelLimits | null, timeZone: string, at: number): number | null {
  if (limits === null) return null;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const hour = Number(format.format(at));
  if (hour < 7 || hour >= 23) return limits.night;
  return hour < 19 ? limits.day : limits.evening;
}

/** How a level stands to its limit. */
export function levelTone(level: number | null, limit: number | null): LevelTone {
  if (level === null || limit === null) return 'none';
  if (level > limit) return 'act';
  return level > limit - NEAR_DB ? 'ask' : 'good';
}
