import type { Prisma } from '@sitecast/db';
import type { Reading } from '@sitecast/monitor/levels';

const MINUTE_MS = 60_000;

/** Converts a stored minute. Null if it has no level. */
export function toReading({
  minute,
  leq,
  lmax,
  lmin,
  l10,
  l90,
  samples,
  over,
}: Prisma.ReadingGetPayload<object>): Reading | null {
  if (leq === null || lmax === null || lmin === null || l10 === null || l90 === null) return null;
  const at = new Date(minute * MINUTE_MS).toISOString();
  return { at, leq, lmax, lmin, l10, l90, samples, overload: over > 0 };
}
