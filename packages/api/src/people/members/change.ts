import { type Prisma, type Transaction, transaction } from '@sitecast/db';
import { requireMembership } from '../../core/access.ts';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { UserContext } from '../context.ts';
import { endPasswordLinks } from '../password-links/links.ts';
import { scopesAbove } from '../tokens/manage.ts';
import type { Member, MemberRef, UpdateMember } from './schema.ts';
import { isPending, type MemberRow, requireMember, toMember } from './service.ts';

/**
 * Changes a member's role, effective from their next request or message. Revokes their API tokens in this workspace
 * whose scope exceeds the new role.
 *
 * @throws AppError NOT_FOUND, LAST_ADMIN
 */
export async function updateMember(ctx: WorkspaceContext, { userId, role }: UpdateMember): Promise<Member> {
  const member = await transaction(ctx.db, async (tx) => {
    const before = await requireMember(ctx, tx, userId);
    if (before.role === role) return before;
    await requireOtherAdmin(ctx, tx, before);
    await tx.workspaceMember.update({
      where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId } },
      data: { role },
      select: { userId: true },
    });
    const revokedTokens = await revokeTokens(ctx, tx, userId, { scope: { in: scopesAbove(role) } });
    const details = { email: before.user.email, role: { from: before.role, to: role }, revokedTokens };
    await audit(ctx, tx, 'member.update', { kind: 'user', id: userId }, details);
    return { ...before, role };
  });
  ctx.revocations.revoke({ kind: 'rights', id: userId });
  return toMember(member);
}

/** Removes a member from the workspace; the user account remains. @throws AppError NOT_FOUND, LAST_ADMIN */
export function removeMember(ctx: WorkspaceContext, { userId }: MemberRef): Promise<void> {
  return endMembership(ctx, userId, 'member.remove');
}

/** Ends the caller's own membership. @throws AppError LAST_ADMIN */
export async function leaveWorkspace(ctx: UserContext): Promise<void> {
  const { workspaceId } = requireMembership(ctx.principal, ctx.workspaceHint);
  await endMembership({ ...ctx, workspaceId }, ctx.principal.userId, 'member.leave');
}

/** Ends a membership and revokes the user's API tokens in this workspace. @throws AppError NOT_FOUND, LAST_ADMIN */
async function endMembership(
  ctx: WorkspaceContext,
  userId: string,
  action: 'member.remove' | 'member.leave',
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const member = await requireMember(ctx, tx, userId);
    await requireOtherAdmin(ctx, tx, member);
    await tx.workspaceMember.delete({
      where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId } },
      select: { userId: true },
    });
    const revokedTokens = await revokeTokens(ctx, tx, userId);
    // The inviter may still have the link; it must not open a workspace that the user joins later.
    if (isPending(member.user)) await endPasswordLinks(tx, userId);
    const details = { email: member.user.email, role: member.role, revokedTokens };
    await audit(ctx, tx, action, { kind: 'user', id: userId }, details);
  });
  ctx.revocations.revoke({ kind: 'rights', id: userId });
}

/**
 * Checks that another admin remains who is active and has accepted their invitation. Call it in the transaction that
 * writes, so that two concurrent removals cannot leave the workspace without an admin.
 *
 * @throws AppError LAST_ADMIN
 */
async function requireOtherAdmin(
  { workspaceId }: WorkspaceContext,
  tx: Transaction,
  { userId, role }: MemberRow,
): Promise<void> {
  if (role !== 'admin') return;
  const canLogIn = { OR: [{ passwordHash: { not: null } }, { lastLoginAt: { not: null } }] };
  const other = await tx.workspaceMember.findFirst({
    where: { workspaceId, role: 'admin', userId: { not: userId }, user: { active: true, ...canLogIn } },
    select: { userId: true },
  });
  if (other) return;
  throw new AppError(
    'LAST_ADMIN',
    'This is the last active admin of this workspace. Make another member admin first.',
  );
}

/** Revokes the owner's API tokens in the workspace. @returns how many */
async function revokeTokens(
  { workspaceId, now }: WorkspaceContext,
  tx: Transaction,
  ownerId: string,
  filter: Prisma.ApiTokenWhereInput = {},
): Promise<number> {
  const { count } = await tx.apiToken.updateMany({
    where: { workspaceId, ownerId, revokedAt: null, ...filter },
    data: { revokedAt: now() },
  });
  return count;
}
