import type { Prisma } from '@sitecast/db';
import { requireAdmin, requireWorkspace } from '../../core/access.ts';
import type { Actor } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { keyset, toPage } from '../../core/page.ts';
import type { AuditEntry, AuditFilter, AuditPage, ListAudit } from './schema.ts';

/**
 * The audit log, newest first: all of it for an admin of the installation, that of one workspace for its admins.
 *
 * @throws AppError FORBIDDEN, or NOT_FOUND for a workspace of others
 */
export async function listAudit(ctx: Context, { limit, cursor, ...filter }: ListAudit): Promise<AuditPage> {
  const { after, ...range } = keyset({ limit, cursor }, 'desc');
  const rows = await ctx.db.auditEvent.findMany({
    where: { AND: [visible(ctx, filter), chosen(ctx, filter), after] },
    ...range,
  });
  return toPage(rows, limit, toEntry);
}

/** What the caller may see of it. */
function visible(ctx: Context, filter: AuditFilter): Prisma.AuditEventWhereInput {
  const isAdmin = ctx.principal.kind === 'user' && ctx.principal.platformRole === 'admin';
  const { scope = isAdmin ? 'platform' : 'workspace' } = filter;
  if (scope === 'workspace')
    return { workspaceId: requireWorkspace(ctx.principal, 'manage', ctx.workspaceHint) };
  requireAdmin(ctx.principal);
  return {};
}

function chosen(ctx: Context, filter: AuditFilter): Prisma.AuditEventWhereInput {
  const { actor, action, resourceKind, resourceId, from, to } = filter;
  return {
    ...(actor === undefined ? {} : { OR: [{ actorId: actor }, { actorLabel: containing(ctx, actor) }] }),
    action: action?.endsWith('.*') ? { startsWith: action.slice(0, -1) } : action,
    resourceKind,
    resourceId,
    at: { gte: from && new Date(from), lt: to && new Date(to) },
  };
}

/** SQLite ignores case in itself, and has no such option. */
function containing({ db }: Context, text: string) {
  return { contains: text, ...(db.databaseKind === 'postgresql' ? { mode: 'insensitive' } : {}) };
}

function toEntry(row: Prisma.AuditEventGetPayload<object>): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind as Actor['kind'], id: row.actorId, label: row.actorLabel },
    action: row.action,
    resource: { kind: row.resourceKind, id: row.resourceId },
    workspaceId: row.workspaceId,
    ip: row.ip,
    details: row.details as AuditEntry['details'],
  };
}
