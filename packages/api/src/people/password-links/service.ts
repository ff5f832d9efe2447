import { sha256 } from '@sitecast/auth';
import { transaction } from '@sitecast/db';
import { type Actor, audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { hashNewPassword } from '../users/new-password.ts';
import { endSessions } from '../users/sessions.ts';
import { endPasswordLinks } from './links.ts';
import { type GetPasswordLink, LinkPurpose, type PasswordLink, type UsePasswordLink } from './schema.ts';

/** Returns whose link it is, without using it up. @throws AppError NOT_FOUND, EXPIRED */
export async function getPasswordLink(ctx: Context, { token }: GetPasswordLink): Promise<PasswordLink> {
  const { user, purpose, expiresAt } = await requireLink(ctx, token);
  return { email: user.email, purpose, expiresAt: expiresAt.toISOString() };
}

/**
 * Sets the password of the link's user and ends their sessions. It does not log them in.
 *
 * @throws AppError NOT_FOUND, EXPIRED
 * @throws AppError WEAK_PASSWORD, without using up the link
 */
export async function usePasswordLink(ctx: Context, { token, password }: UsePasswordLink): Promise<void> {
  const { id, user, purpose } = await requireLink(ctx, token);
  const passwordHash = await hashNewPassword(password, user.email);
  const now = ctx.now();
  const actor: Actor = { kind: 'user', id: user.id, label: user.email };
  const ended = await transaction(ctx.db, async (tx) => {
    // Conditional, so that a concurrent use or a concurrent deactivation of the user wins.
    const { count } = await tx.credentialLink.updateMany({
      where: { id, usedAt: null, expiresAt: { gt: now }, user: { active: true } },
      data: { usedAt: now },
    });
    if (count === 0) throw expired();
    await endPasswordLinks(tx, user.id);
    await tx.user.update({
      where: { id: user.id },
      data: { passwordHash, mustChangePassword: false },
      select: { id: true },
    });
    const resource = { kind: 'user', id: user.id };
    const details = { link: purpose };
    await audit({ ...ctx, actor }, tx, 'user.set_password', resource, details);
    return endSessions(tx, user.id, now);
  });
  ctx.revocations.revoke(...ended, { kind: 'rights', id: user.id });
  await ctx.throttles.loginFailures.delete(user.email);
  await ctx.throttles.loginLocks.delete(user.email);
}

async function requireLink({ db, now }: Context, token: string) {
  const link = await db.credentialLink.findUnique({
    where: { tokenHash: sha256(token) },
    select: {
      id: true,
      purpose: true,
      expiresAt: true,
      usedAt: true,
      user: { select: { id: true, email: true, active: true } },
    },
  });
  // Login links set no password.
  const purpose = LinkPurpose.safeParse(link?.purpose);
  if (!link || !purpose.success || !link.user.active)
    throw new AppError('NOT_FOUND', 'This link is not valid. Ask an administrator for a new one.');
  if (link.usedAt || link.expiresAt <= now()) throw expired();
  return { ...link, purpose: purpose.data };
}

function expired(): AppError {
  return new AppError('EXPIRED', 'This link has expired or has already been used. Ask for a new one.');
}
