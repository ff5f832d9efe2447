import type { Prisma } from '@sitecast/db';

/** The statuses in which a screen shows an overlay, or will once it returns; `showingOn` is set. */
export const SHOWING = ['sent', 'shown', 'queued'];

/** Deliveries that have not expired: queued ones before their deadline, others before their end. */
export function showingAt(now: Date) {
  return {
    showingOn: { not: null },
    OR: [
      { queuedUntil: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      { queuedUntil: { gt: now } },
    ],
  } satisfies Prisma.OverlayDeliveryWhereInput;
}
