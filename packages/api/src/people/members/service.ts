import type { WorkspaceRole } from '@sitecast/auth';
import type { Prisma, Transaction } from '@sitecast/db';
import { requireMembership } from '../../core/access.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { type Page, toPage } from '../../core/page.ts';
import type { UserContext } from '../context.ts';
import type { Member, MemberPage } from './schema.ts';

/** Lists the members of the caller's workspace, oldest user accounts first. */
export async function listMembers(ctx: UserContext, { limit, cursor }: Page): Promise<MemberPage> {
  const { workspaceId } = requireMembership(ctx.principal, ctx.workspaceHint);
  const rows = await ctx.db.workspaceMember.findMany({
    where: { workspaceId, userId: { gt: cursor } },
    orderBy: { userId: 'asc' },
    take: limit + 1,
    select: memberFields,
  });
  return toPage(
    rows.map((row) => ({ ...row, id: row.userId })),
    limit,
    toMember,
  );
}

/** @throws AppError NOT_FOUND */
export async function requireMember(
  { workspaceId }: WorkspaceContext,
  tx: Transaction,
  userId: string,
): Promise<MemberRow> {
  const row = await tx.workspaceMember.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: memberFields,
  });
  if (!row) throw new AppError('NOT_FOUND', 'Member not found in this workspace.');
  return row;
}

export const memberFields = {
  userId: true,
  role: true,
  createdAt: true,
  user: { select: { email: true, name: true, active: true, passwordHash: true, lastLoginAt: true } },
} satisfies Prisma.WorkspaceMemberSelect;
export type MemberRow = Prisma.WorkspaceMemberGetPayload<{ select: typeof memberFields }>;

/** Whether the user has yet to accept their invitation: no password and no login so far. */
export function isPending({ passwordHash, lastLoginAt }: MemberRow['user']): boolean {
  return passwordHash === null && lastLoginAt === null;
}

export function toMember({ userId, role, createdAt, user }: MemberRow): Member {
  return {
    userId,
    email: user.email,
    name: user.name,
    role: role as WorkspaceRole,
    active: user.active,
    pending: isPending(user),
    createdAt: createdAt.toISOString(),
  };
}
