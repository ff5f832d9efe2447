import type { Prisma } from '@sitecast/db';

/** The statuses in which a screen should be showing an overlay, or will when it returns: `showingOn` is set. */
export const SHOWING = ['sent', 'shown', 'queued'];

/** The deliveries whose time has not run out: a queued one has to begin by its deadline, another one ends by itself. */
export function showingAt(now: Date) {
  return {
    showingOn: { not: null },
    OR: [
      { queuedUntil: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      { queuedUntil: { gt: now } },
    ],
  } satisfies Prisma.OverlayDeliveryWhereInput;
}
