import { choice } from './options.ts';

const DAYS = { '30d': 30, '90d': 90, '365d': 365, never: null } as const;
type Ttl = keyof typeof DAYS;

export function ttlOption(standard: Ttl) {
  return choice(Object.keys(DAYS) as Ttl[], `Validity (default: ${standard})`);
}

/** The validity in days; null: never expires. */
export function daysOf(ttl: Ttl): number | null {
  return DAYS[ttl];
}
