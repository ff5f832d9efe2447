import { isUniqueViolation, type Transaction, transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { consume } from '../../core/throttles.ts';
import { writeMembership } from '../../mail/write.ts';
import { type IssuedLink, issuePasswordLink } from '../password-links/links.ts';
import { insertInvitedUser, sendInvite } from '../users/service.ts';
import type { InvitedMember, InviteMember } from './schema.ts';
import { isPending, type MemberRow, memberFields, toMember } from './service.ts';

interface Invitation {
  member: MemberRow;
  /** Null for a user who can already log in. */
  link: IssuedLink | null;
}

/**
 * Adds the person with this e-mail address to the workspace. Without an account, they are created as a user with a
 * 7-day link to choose a password. Inviting someone again before they have accepted replaces their link.
 *
 * @throws AppError CONFLICT when they are already a member, or have an open invitation from another workspace
 * @throws AppError TOO_MANY_REQUESTS
 */
export async function inviteMember(ctx: WorkspaceContext, input: InviteMember): Promise<InvitedMember> {
  await consume(ctx.throttles.invitations, ctx.workspaceId, 'Too many invitations. Try again later.');
  const invite = () => transaction(ctx.db, (tx) => inviteIn(ctx, tx, input));
  const { member, link } = await invite().catch((error) => {
    // A concurrent invitation has just created the user or the membership.
    if (isUniqueViolation(error)) return invite();
    throw error;
  });
  ctx.revocations.revoke({ kind: 'rights', id: member.userId });
  const inviteEmailSent = link
    ? await sendInvite(ctx, member.user.email, link)
    : await sendWelcome(ctx, member.user.email);
  return { ...toMember(member), inviteUrl: link?.url ?? null, inviteEmailSent };
}

async function inviteIn(
  ctx: WorkspaceContext,
  tx: Transaction,
  { email, role }: InviteMember,
): Promise<Invitation> {
  const { workspaceId } = ctx;
  const existing = await tx.user.findUnique({
    where: { email },
    select: {
      id: true,
      platformRole: true,
      ...memberFields.user.select,
      memberships: { select: { workspaceId: true } },
    },
  });
  if (!existing) {
    const { user, link } = await insertInvitedUser(ctx, tx, { email, role: 'user' });
    return { member: await addMember(ctx, tx, { userId: user.id, role }), link };
  }
  const isMember = existing.memberships.some((membership) => membership.workspaceId === workspaceId);
  if (isPending(existing)) {
    // Until a password is chosen, the inviter can log in as the person invited, so only one workspace may invite them.
    if (existing.platformRole === 'admin' || existing.memberships.length > (isMember ? 1 : 0))
      throw invitedElsewhere();
    if (isMember) return inviteAgain(ctx, tx, { userId: existing.id, role });
  }
  if (isMember) throw alreadyMember();
  return { member: await addMember(ctx, tx, { userId: existing.id, role }), link: null };
}

type Membership = { userId: string; role: string };

async function addMember(ctx: WorkspaceContext, tx: Transaction, membership: Membership): Promise<MemberRow> {
  const member = await tx.workspaceMember.create({
    data: { workspaceId: ctx.workspaceId, ...membership, createdAt: ctx.now() },
    select: memberFields,
  });
  const details = { email: member.user.email, role: member.role, pending: isPending(member.user) };
  await audit(ctx, tx, 'member.add', { kind: 'user', id: member.userId }, details);
  return member;
}

/** Replaces the invitation link and applies the new role. */
async function inviteAgain(
  ctx: WorkspaceContext,
  tx: Transaction,
  { userId, role }: Membership,
): Promise<Invitation> {
  const link = await issuePasswordLink(ctx, tx, { userId, purpose: 'invite' });
  const member = await tx.workspaceMember.update({
    where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId } },
    data: { role },
    select: memberFields,
  });
  const details = { email: member.user.email, role };
  await audit(ctx, tx, 'member.invite_again', { kind: 'user', id: member.userId }, details);
  return { member, link };
}

/** Mails an existing user that they are now a member. @returns whether the mail server accepted it */
async function sendWelcome(ctx: WorkspaceContext, to: string): Promise<boolean> {
  const { name } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { name: true },
  });
  return (await ctx.mail?.send({ to, ...writeMembership(ctx, name) })) ?? false;
}

function alreadyMember(): AppError {
  const message = 'This workspace already has a member with this e-mail address.';
  return new AppError('CONFLICT', message, { errors: [{ path: ['email'], message }] });
}

function invitedElsewhere(): AppError {
  const message = 'This person has an open invitation to Sitecast. Add them once they have accepted it.';
  return new AppError('CONFLICT', message, { errors: [{ path: ['email'], message }] });
}
