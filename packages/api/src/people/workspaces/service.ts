import { type Page, toPage } from '../../core/page.ts';
import type { UserContext } from '../context.ts';
import { WorkspaceRole } from '../users/schema.ts';
import type { WorkspacePage } from './schema.ts';

/** Lists the caller's workspaces, oldest first. */
export async function listWorkspaces(ctx: UserContext, { limit, cursor }: Page): Promise<WorkspacePage> {
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
