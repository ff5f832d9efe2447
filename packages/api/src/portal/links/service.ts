import { transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import { validLinks } from '../../sites/clients/valid-links.ts';
import { getProject } from '../../sites/projects/service.ts';
import { ensureProjectClient, mintPortalLink, provision } from './provision.ts';
import type {
  CreatedPortalLink,
  CreatePortalLink,
  PortalLinkPage,
  PortalLinkRef,
  RevokedPortalLink,
} from './schema.ts';

/** Creates a link for a project's client, and the client if there is none. @throws AppError NOT_FOUND */
export async function createPortalLink(
  ctx: WorkspaceContext,
  { projectId, label, expiresInDays }: CreatePortalLink,
): Promise<CreatedPortalLink> {
  const link = await provision(ctx, async (scoped) => {
    const client = await ensureProjectClient(scoped, projectId);
    return mintPortalLink(scoped, client, { label, expiresInDays });
  });
  ctx.events.publish(ctx.workspaceId, { event: 'project', change: 'changed', projectId });
  return {
    id: link.id,
    url: `${ctx.baseUrl}/portal/enter/${link.token}`,
    label,
    expiresAt: link.expiresAt?.toISOString() ?? null,
    createdAt: link.createdAt.toISOString(),
  };
}

/** The valid portal links of a project's client, newest first. @throws AppError NOT_FOUND */
export async function listPortalLinks(
  ctx: WorkspaceContext,
  { projectId, ...page }: Page & { projectId: string },
): Promise<PortalLinkPage> {
  const { clientId } = await getProject(ctx, projectId);
  if (clientId === null) return { items: [], nextCursor: null };
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.portalLink.findMany({
    where: { clientId, ...validLinks(ctx.now()), ...after },
    ...range,
    select: { id: true, label: true, previewOf: true, createdAt: true, lastUsedAt: true, expiresAt: true },
  });
  return toPage(rows, page.limit, ({ previewOf, createdAt, lastUsedAt, expiresAt, ...row }) => ({
    ...row,
    isPreview: previewOf !== null,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  }));
}

/**
 * Revokes a link and ends its sessions immediately. Idempotent.
 *
 * @throws AppError NOT_FOUND, also for a link of another client
 */
export async function revokePortalLink(
  ctx: WorkspaceContext,
  { projectId, linkId }: PortalLinkRef,
): Promise<RevokedPortalLink> {
  const revokedAt = await transaction(ctx.db, async (tx) => {
    const { clientId } = await getProject({ ...ctx, db: tx }, projectId);
    const link = clientId && (await tx.portalLink.findFirst({ where: { id: linkId, clientId } }));
    if (!link) throw new AppError('NOT_FOUND', 'Portal link not found for the client of this project.');
    if (link.revokedAt) return link.revokedAt;
    const at = ctx.now();
    await tx.portalLink.update({
      where: { id: linkId },
      // The next preview creates a new link.
      data: { revokedAt: at, previewOf: null },
      select: { id: true },
    });
    const details = { clientId, label: link.label };
    const resource = { kind: 'portal_link', id: linkId };
    await audit(ctx, tx, 'portal_link.revoke', resource, details);
    return at;
  });
  ctx.revocations.revoke({ kind: 'portalLink', id: linkId });
  return { id: linkId, revokedAt: revokedAt.toISOString() };
}
