import type { UserPrincipal } from '@sitecast/auth';
import type { Context } from '../../core/context.ts';
import { type Page, toPage } from '../../core/page.ts';
import { WorkspaceRole } from '../users/schema.ts';
import type { WorkspacePage } from './schema.ts';

/** The workspaces that the caller is a member of, oldest first. */
export async function listWorkspaces(
  ctx: Context & { principal: UserPrincipal },
  { limit, cursor }: Page,
): Promise<WorkspacePage> {
  const rows = await ctx.db.workspaceMember.findMany({
    where: { userId: ctx.principal.userId, workspaceId: { gt: cursor } },
    orderBy: { workspaceId: 'asc' },
    take: limit + 1,
    select: { role: true, workspace: { select: { id: true, name: true, createdAt: true } } },
  });
  const workspaces = rows.map(({ role, workspace }) => ({ ...workspace, role: WorkspaceRole.parse(role) }));
  return toPage(workspaces, limit, ({ createdAt, ...workspace }) => ({
    ...workspace,
    createdAt: createdAt.toISOString(),
  }));
}
