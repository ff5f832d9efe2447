import type { Prisma } from '@sitecast/db';

/** Links that open a portal at this time. */
export function openLinks(at: Date): Prisma.PortalLinkWhereInput {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
}
