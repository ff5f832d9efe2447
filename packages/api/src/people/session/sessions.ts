import { transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import { AppError } from '../../core/errors.ts';
import type { UserContext } from '../context.ts';
import type { RevokeSession, SessionList } from './schema.ts';

/** Sessions last a day, so only a runaway script has more than this. */
const MAX_LISTED = 200;

/** Lists the caller's active sessions, most recently used first. */
export async function listSessions(ctx: UserContext): Promise<SessionList> {
  const rows = await ctx.db.session.findMany({
    where: { userId: ctx.principal.userId, revokedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: MAX_LISTED,
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
 * Ends one of the caller's sessions immediately and closes its sockets. Ending it again is not an error.
 *
 * @throws AppError NOT_FOUND, also for another user's session
 */
export async function revokeSession(ctx: UserContext, { sessionId: id }: RevokeSession): Promise<void> {
  const where = { id, userId: ctx.principal.userId };
  if (!(await ctx.db.session.findFirst({ where, select: { id: true } })))
    throw new AppError('NOT_FOUND', 'Session not found.');
  await endOwnSessions(ctx, { id });
}

/** Ends the caller's session, clears its cookie and closes its sockets. */
export async function logout(ctx: UserContext): Promise<void> {
  await endOwnSessions(ctx, { id: ctx.principal.credentialId });
}

/** Ends every session of the caller, on all devices. */
export async function logoutEverywhere(ctx: UserContext): Promise<void> {
  await endOwnSessions(ctx, {});
}

async function endOwnSessions(ctx: UserContext, match: { id?: string }): Promise<void> {
  const { userId, credentialId } = ctx.principal;
  const where = { ...match, userId, revokedAt: null };
  const sessions = await transaction(ctx.db, async (tx) => {
    const found = await tx.session.findMany({ where, select: { id: true } });
    if (found.length === 0) return [];
    await tx.session.updateMany({ where, data: { revokedAt: ctx.now() } });
    const resource = { kind: 'user', id: userId };
    await audit(ctx, tx, 'user.logout', resource, { sessions: found.length });
    return found;
  });
  if (match.id === undefined || match.id === credentialId) ctx.sessionCookie?.clear();
  ctx.revocations.revoke(...sessions.map(({ id }) => ({ kind: 'session' as const, id })));
}
