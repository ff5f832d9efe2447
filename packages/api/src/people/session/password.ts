import { verifyPassword } from '@sitecast/auth';
import { transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import { AppError } from '../../core/errors.ts';
import type { UserContext } from '../context.ts';
import { endPasswordLinks } from '../password-links/links.ts';
import { hashNewPassword } from '../users/new-password.ts';
import { endSessions } from '../users/sessions.ts';
import type { ChangePassword } from './schema.ts';
import { clearLoginFailures, consumeLoginAttempt, recordLoginFailure } from './throttle.ts';

/**
 * Changes the caller's own password and ends all their other sessions. A wrong current password counts as a failed
 * login.
 *
 * @throws AppError VALIDATION when `currentPassword` is wrong, WEAK_PASSWORD, TOO_MANY_REQUESTS
 */
export async function changePassword(ctx: UserContext, input: ChangePassword): Promise<void> {
  const { userId, email, credentialId } = ctx.principal;
  const currentHash = await ctx.throttles.loginTurns(email, () =>
    verifyCurrentPassword(ctx, input.currentPassword),
  );
  if (input.newPassword === input.currentPassword)
    throw refused('WEAK_PASSWORD', 'newPassword', 'Choose a password different from your current one.');
  const passwordHash = await hashNewPassword(input.newPassword, email, 'newPassword');
  const { ended, mustChangePassword } = await transaction(ctx.db, async (tx) => {
    const user = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { passwordHash: true, mustChangePassword: true },
    });
    // The password has changed while this one was being hashed: the earlier change wins.
    if (user.passwordHash !== currentHash) throw wrongPassword();
    await tx.user.update({
      where: { id: userId },
      data: { passwordHash, mustChangePassword: false },
      select: { id: true },
    });
    await audit(ctx, tx, 'user.set_password', { kind: 'user', id: userId });
    await endPasswordLinks(tx, userId);
    const ended = await endSessions(tx, userId, ctx.now(), credentialId);
    return { ended, mustChangePassword: user.mustChangePassword };
  });
  // This session and the user's tokens are still cached as having to change the password.
  if (mustChangePassword) ctx.revocations.revoke({ kind: 'rights', id: userId });
  ctx.revocations.revoke(...ended);
}

/** Checks the current password. @returns the stored hash that it matches */
async function verifyCurrentPassword(ctx: UserContext, password: string): Promise<string> {
  const { userId, email } = ctx.principal;
  await consumeLoginAttempt(ctx, email);
  const { passwordHash } = await ctx.db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (passwordHash !== null && (await verifyPassword(passwordHash, password))) {
    await clearLoginFailures(ctx, email);
    return passwordHash;
  }
  await recordLoginFailure(ctx, email);
  throw wrongPassword();
}

function wrongPassword(): AppError {
  return refused('VALIDATION', 'currentPassword', 'Wrong current password.');
}

function refused(code: 'VALIDATION' | 'WEAK_PASSWORD', field: string, message: string): AppError {
  return new AppError(code, message, { errors: [{ path: [field], message }] });
}
