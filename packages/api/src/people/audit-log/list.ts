import type { Prisma } from '@sitecast/db';
import { requireAdmin, requireWorkspace } from '../../core/access.ts';
import type { Actor } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { keyset, toPage } from '../../core/page.ts';
import type { AuditEntry, AuditFilter, AuditPage, ListAudit } from './schema.ts';

/**
 * Lists the audit log, newest first: all entries for a platform admin, those of one workspace for its admins.
 *
 * @throws AppError FORBIDDEN, or NOT_FOUND for a workspace that the caller is not a member of
 */
export async function listAudit(ctx: Context, { limit, cursor, ...filter }: ListAudit): Promise<AuditPage> {
  const { after, ...range } = keyset({ limit, cursor }, 'desc');
  const rows = await ctx.db.auditEvent.findMany({
    where: { AND: [visibleEntries(ctx, filter), matchingEntries(ctx, filter), after] },
    ...range,
  });
  return toPage(rows, limit, toEntry);
}

/** The entries that the caller may see. */
function visibleEntries(ctx: Context, filter: AuditFilter): Prisma.AuditEventWhereInput {
  const isAdmin = ctx.principal.kind === 'user' && ctx.principal.platformRole === 'admin';
  const { scope = isAdmin ? 'platform' : 'workspace' } = filter;
  if (scope === 'workspace')
    return { workspaceId: requireWorkspace(ctx.principal, 'manage', ctx.workspaceHint) };
  requireAdmin(ctx.principal);
  return {};
}

function matchingEntries(ctx: Context, filter: AuditFilter): Prisma.AuditEventWhereInput {
  const { actor, action, resourceKind, resourceId, from, to } = filter;
  return {
    ...(actor === undefined ? {} : { OR: [{ actorId: actor }, { actorLabel: containsText(ctx, actor) }] }),
    action: action?.endsWith('.*') ? { startsWith: action.slice(0, -1) } : action,
    resourceKind,
    resourceId,
    at: { gte: from && new Date(from), lt: to && new Date(to) },
  };
}

/** Case-insensitive on both databases: SQLite's LIKE ignores case by default and has no `mode` option. */
function containsText({ db }: Context, text: string) {
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
