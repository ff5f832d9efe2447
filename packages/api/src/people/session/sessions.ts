import type { UserPrincipal } from '@sitecast/auth';
import { transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { RevokeSession, SessionList } from './schema.ts';

type UserContext = Context & { principal: UserPrincipal };

/** A session lives a day: nobody has more than these but a script gone wild. */
const MOST_LISTED = 200;

/** The caller's sessions that have not ended, the last used first. */
export async function listSessions(ctx: UserContext): Promise<SessionList> {
  const rows = await ctx.db.session.findMany({
    where: { userId: ctx.principal.userId, revokedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: MOST_LISTED,
    select: { id: true, ip: true, userAgent: true, createdAt: true, lastSeenAt: true, expiresAt: true },
  });
  return {
    items: rows.map(({ createdAt, lastSeenAt, expiresAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      current: row.id === ctx.principal.credentialId,
    })),
  };
}

/**
 * Ends one of the caller's sessions at once, its open sockets included. Twice is no error.
 *
 * @throws AppError NOT_FOUND, also for somebody else's
 */
export async function revokeSession(ctx: UserContext, { sessionId: id }: RevokeSession): Promise<void> {
  const where = { id, userId: ctx.principal.userId };
  if (!(await ctx.db.session.findFirst({ where, select: { id: true } })))
    throw new AppError('NOT_FOUND', 'Session not found.');
  await end(ctx, { id });
}

/** Ends the caller's session, its cookie and its open sockets. */
export async function logout(ctx: UserContext): Promise<void> {
  await end(ctx, { id: ctx.principal.credentialId });
}

/** Ends every session of the caller, on all devices. */
export async function logoutEverywhere(ctx: UserContext): Promise<void> {
  await end(ctx, {});
}

async function end(ctx: UserContext, which: { id?: string }): Promise<void> {
  const { userId, credentialId } = ctx.principal;
  const where = { ...which, userId, revokedAt: null };
  const sessions = await transaction(ctx.db, async (tx) => {
    const found = await tx.session.findMany({ where, select: { id: true } });
    if (found.length === 0) return [];
    await tx.session.updateMany({ where, data: { revokedAt: ctx.now() } });
    const resource = { kind: 'user', id: userId };
    await audit(ctx, tx, 'user.logout', resource, { sessions: found.length });
    return found;
  });
  if (which.id === undefined || which.id === credentialId) ctx.sessionCookie?.clear();
  ctx.revocations.revoke(...sessions.map(({ id }) => ({ kind: 'session' as const, id })));
}
