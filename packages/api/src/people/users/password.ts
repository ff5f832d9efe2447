import { transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import { AppError } from '../../core/errors.ts';
import { writeLink } from '../../mail/write.ts';
import type { UserContext } from '../context.ts';
import { endPasswordLinks, issuePasswordLink } from '../password-links/links.ts';
import { hashNewPassword } from './new-password.ts';
import type { PasswordReset, SetPassword, UserRef } from './schema.ts';
import { requireUserRow } from './service.ts';
import { endSessions } from './sessions.ts';

/**
 * Creates a link to choose a new password, mails it to the user if the server can send e-mail, and ends their
 * sessions, since the old password may be compromised.
 *
 * @throws AppError NOT_FOUND
 * @throws AppError CONFLICT when the user is deactivated
 */
export async function resetPassword(ctx: UserContext, { userId }: UserRef): Promise<PasswordReset> {
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
 * Sets a password that the user must change before doing anything else, and ends their sessions.
 *
 * @throws AppError NOT_FOUND, WEAK_PASSWORD
 */
export async function setPassword(ctx: UserContext, { userId, password }: SetPassword): Promise<void> {
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
  // Tokens remain valid, but are refused until the password is changed.
  ctx.revocations.revoke(...ended, { kind: 'rights', id: userId });
}

/** The caller's session if they are changing their own account, to keep them logged in. */
function ownSession({ principal }: UserContext, userId: string): string | null {
  return principal.userId === userId && principal.via === 'session' ? principal.credentialId : null;
}
