import type { Transaction } from '@sitecast/db';
import type { Revocation } from '@sitecast/realtime';

/**
 * Revokes the user's sessions, except the one with the ID `keep`.
 *
 * @returns the revocations to pass to `ctx.revocations.revoke` after the commit
 */
export async function endSessions(
  tx: Transaction,
  userId: string,
  now: Date,
  keep: string | null = null,
): Promise<Revocation[]> {
  const where = { userId, revokedAt: null, ...(keep === null ? {} : { id: { not: keep } }) };
  const sessions = await tx.session.findMany({ where, select: { id: true } });
  await tx.session.updateMany({ where, data: { revokedAt: now } });
  return sessions.map(({ id }) => ({ kind: 'session', id }));
}
