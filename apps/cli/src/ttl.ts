import { choice } from './options.ts';

const DAYS = { '30d': 30, '90d': 90, '365d': 365, never: null } as const;
type Ttl = keyof typeof DAYS;

export function ttlOption(standard: Ttl) {
  return choice(Object.keys(DAYS) as Ttl[], `How long it is valid; default: ${standard}`);
}

/** Days, null for ever. */
export function daysOf(ttl: Ttl): number | null {
  return DAYS[ttl];
}
