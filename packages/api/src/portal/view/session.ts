import type { PortalClientPrincipal } from '@sitecast/auth';
import type { Database } from '@sitecast/db';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { portalBranding } from '../branding/service.ts';
import type { PortalSession } from './schema.ts';

/** The context of a client with access to its portal. */
export type PortalContext = Context & { principal: PortalClientPrincipal };

/** What a lookup on behalf of a client needs. */
export interface PortalScope {
  db: Database;
  principal: PortalClientPrincipal;
}

/** Who is viewing, and the portal's branding. @throws AppError UNAUTHENTICATED if the client was deleted */
export async function portalSession({ db, principal }: PortalContext): Promise<PortalSession> {
  const { clientId, workspaceId, isPreview, needsPassword } = principal;
  const client = await db.client.findUnique({ where: { id: clientId }, select: { name: true } });
  if (!client) throw new AppError('UNAUTHENTICATED', 'This portal is closed.');
  return {
    passwordNeeded: needsPassword,
    clientName: client.name,
    branding: await portalBranding(db, workspaceId),
    preview: isPreview,
  };
}
