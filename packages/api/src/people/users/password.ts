import { transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import { AppError } from '../../core/errors.ts';
import { writeLink } from '../../mail/write.ts';
import { endPasswordLinks, issuePasswordLink } from '../password-links/links.ts';
import { hashNewPassword } from './new-password.ts';
import type { PasswordReset, SetPassword, UserRef } from './schema.ts';
import { type AdminContext, requireUserRow } from './service.ts';
import { endSessions } from './sessions.ts';

/**
 * Makes a link with which the user chooses a new password, mails it to him where the server can, and ends his
 * sessions: an admin resets what may be in the wrong hands.
 *
 * @throws AppError NOT_FOUND
 * @throws AppError CONFLICT when the user is deactivated
 */
export async function resetPassword(ctx: AdminContext, { userId }: UserRef): Promise<PasswordReset> {
  const { email, link, ended } = await transaction(ctx.db, async (tx) => {
    const row = await requireUserRow(tx, userId);
    if (!row.active)
      throw new AppError(
        'CONFLICT',
        'This user is deactivated. Activate the account before resetting its password.',
      );
    const issued = await issuePasswordLink(ctx, tx, { userId, purpose: 'reset' });
    await audit(ctx, tx, 'user.reset_password', { kind: 'user', id: userId });
    return {
      email: row.email,
      link: issued,
      ended: await endSessions(tx, userId, ctx.now(), ownSession(ctx, userId)),
    };
  });
  ctx.revocations.revoke(...ended);
  const emailSent = (await ctx.mail?.send({ to: email, ...writeLink(ctx, 'adminReset', link) })) ?? false;
  return { resetUrl: link.url, emailSent, expiresAt: link.expiresAt.toISOString() };
}

/**
 * Sets a password that its owner must replace before he can do anything else, and ends his sessions.
 *
 * @throws AppError NOT_FOUND, WEAK_PASSWORD
 */
export async function setPassword(ctx: AdminContext, { userId, password }: SetPassword): Promise<void> {
  const { email } = await requireUserRow(ctx.db, userId);
  const passwordHash = await hashNewPassword(password, email);
  const ended = await transaction(ctx.db, async (tx) => {
    await requireUserRow(tx, userId);
    await tx.user.update({
      where: { id: userId },
      data: { passwordHash, mustChangePassword: true },
      select: { id: true },
    });
    await endPasswordLinks(tx, userId);
    await audit(ctx, tx, 'user.set_password', { kind: 'user', id: userId });
    return endSessions(tx, userId, ctx.now(), ownSession(ctx, userId));
  });
  // His tokens go on, but may do nothing for now.
  ctx.revocations.revoke(...ended, { kind: 'rights', id: userId });
}

/** An admin who does it to himself stays logged in where he is. */
function ownSession({ principal }: AdminContext, userId: string): string | null {
  return principal.userId === userId && principal.via === 'session' ? principal.credentialId : null;
}
