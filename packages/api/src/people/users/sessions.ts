import type { Transaction } from '@sitecast/db';
import type { Revocation } from '@sitecast/realtime';

/**
 * Ends the user's sessions for good, all but `keep`.
 *
 * @returns what to hand to `ctx.revocations.revoke` once the transaction is committed
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
