import type { Prisma } from '@sitecast/db';

/** Filters for portal links that are neither revoked nor expired. */
export function validLinks(at: Date): Prisma.PortalLinkWhereInput {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
}
