import { sha256 } from '@sitecast/auth';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { Me, UseLoginLink } from './schema.ts';
import { openSession } from './service.ts';

/**
 * Logs in the user to whom the link was mailed, and uses the link up. Password links are refused.
 *
 * @throws AppError NOT_FOUND, EXPIRED
 */
export async function useLoginLink(ctx: Context, { token }: UseLoginLink): Promise<Me> {
  const link = await ctx.db.credentialLink.findUnique({
    where: { tokenHash: sha256(token), purpose: 'login', user: { active: true } },
    select: { id: true, user: { select: { id: true, email: true, passwordHash: true } } },
  });
  if (!link) throw new AppError('NOT_FOUND', 'This link is not valid. Ask for a new one.');
  const now = ctx.now();
  // Conditional, so that only one of two concurrent uses succeeds.
  const { count } = await ctx.db.credentialLink.updateMany({
    where: { id: link.id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0)
    throw new AppError('EXPIRED', 'This link has expired or has already been used. Ask for a new one.');
  return openSession(ctx, link.user);
}
