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
  /** For somebody who has no password yet. */
  link: IssuedLink | null;
}

/**
 * Makes the person with this address a member. A known user is one at once; for an unknown one a user is made, and a
 * link of 7 days to choose a password. Who has not used his link yet can be invited again, and gets a new one.
 *
 * @throws AppError CONFLICT when he is a member already, or when others have invited him and he hasn't come yet
 * @throws AppError TOO_MANY_REQUESTS
 */
export async function inviteMember(ctx: WorkspaceContext, input: InviteMember): Promise<InvitedMember> {
  await consume(ctx.throttles.invitations, ctx.workspaceId, 'Too many invitations. Try again later.');
  const invite = () => transaction(ctx.db, (tx) => inviteIn(ctx, tx, input));
  const { member, link } = await invite().catch((error) => {
    // Somebody else has invited him in this moment: then he is known.
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
  const known = await tx.user.findUnique({
    where: { email },
    select: {
      id: true,
      platformRole: true,
      ...memberFields.user.select,
      memberships: { select: { workspaceId: true } },
    },
  });
  if (!known) {
    const { user, link } = await insertInvitedUser(ctx, tx, { email, role: 'user' });
    return { member: await addMember(ctx, tx, { userId: user.id, role }), link };
  }
  const isMember = known.memberships.some((membership) => membership.workspaceId === workspaceId);
  if (isPending(known)) {
    // Whoever invited a person can come in as that person until the password is chosen: no two workspaces may.
    if (known.platformRole === 'admin' || known.memberships.length > (isMember ? 1 : 0))
      throw invitedElsewhere();
    if (isMember) return inviteAgain(ctx, tx, { userId: known.id, role });
  }
  if (isMember) throw isMemberAlready();
  return { member: await addMember(ctx, tx, { userId: known.id, role }), link: null };
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

/** A new link in the place of the old one, and the role that is wanted now. */
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

/** Tells a user that he is a member now; whether the mail server took it. */
async function sendWelcome(ctx: WorkspaceContext, to: string): Promise<boolean> {
  const { name } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { name: true },
  });
  return (await ctx.mail?.send({ to, ...writeMembership(ctx, name) })) ?? false;
}

function isMemberAlready(): AppError {
  const message = 'This workspace already has a member with this e-mail address.';
  return new AppError('CONFLICT', message, { errors: [{ path: ['email'], message }] });
}

function invitedElsewhere(): AppError {
  const message = 'This person has an open invitation to Sitecast. Add them once they have accepted it.';
  return new AppError('CONFLICT', message, { errors: [{ path: ['email'], message }] });
}
