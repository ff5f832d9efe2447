import { type Transaction, transaction } from '@sitecast/db';
import type { Infrastructure } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import type { TokenStatus } from './tokens/schema.ts';

/** Fields that both kinds of token have. */
interface RotatableToken {
  id: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  replacedById: string | null;
}

/** How a rotated token ends: revoked immediately, or expiring after the grace period. */
type Retirement = { replacedById: string } & ({ revokedAt: Date } | { expiresAt: Date });

/** What differs between API tokens and personal tokens. */
interface TokenKind<Old, New> {
  kind: 'apiToken' | 'personalToken';
  /** The token if the caller may rotate it, otherwise null. */
  find(tx: Transaction): Promise<Old | null>;
  ownerOf(old: Old): string;
  /** Stores the new token. `lifetimeMs` is that of the old one; null if it never expires. */
  create(tx: Transaction, old: Old, lifetimeMs: number | null): Promise<New>;
  /** Updates the old token's row and writes the audit entry. */
  retire(tx: Transaction, old: Old, retirement: Retirement): Promise<unknown>;
}

/** A revoked token stays `revoked` after its expiry. */
export function tokenStatus(row: Pick<RotatableToken, 'revokedAt' | 'expiresAt'>, now: Date): TokenStatus {
  if (row.revokedAt) return 'revoked';
  return row.expiresAt && row.expiresAt <= now ? 'expired' : 'active';
}

/**
 * Replaces a token by a new one with the same lifetime. The old token keeps working for the grace period, but not past
 * its own expiry. Of concurrent rotations only one succeeds. The callbacks run in a transaction that may be retried.
 *
 * @throws AppError NOT_FOUND; CONFLICT when the token is revoked, expired or already replaced
 */
export async function rotateToken<Old extends RotatableToken, New extends { id: string }>(
  { db, now, revocations }: Infrastructure,
  graceMinutes: number,
  { kind, find, ownerOf, create, retire }: TokenKind<Old, New>,
): Promise<New> {
  const { old, created } = await transaction(db, async (tx) => {
    const old = await find(tx);
    if (!old) throw noSuchToken();
    const status = tokenStatus(old, now());
    if (status !== 'active' || old.replacedById) {
      throw new AppError(
        'CONFLICT',
        `This token is already ${status === 'active' ? 'replaced' : status}. Create a new one.`,
      );
    }
    const lifetime = old.expiresAt ? old.expiresAt.getTime() - old.createdAt.getTime() : null;
    const created = await create(tx, old, lifetime);
    await retire(tx, old, { replacedById: created.id, ...endOf(old.expiresAt, now(), graceMinutes) });
    return { old, created };
  });
  // During the grace period the token and its sockets keep working, but every process must learn its new expiry.
  revocations.revoke(graceMinutes === 0 ? { kind, id: old.id } : { kind: 'rights', id: ownerOf(old) });
  return created;
}

function endOf(expiresAt: Date | null, now: Date, graceMinutes: number) {
  if (graceMinutes === 0) return { revokedAt: now };
  const graceEnd = new Date(now.getTime() + graceMinutes * 60_000);
  return { expiresAt: expiresAt && expiresAt < graceEnd ? expiresAt : graceEnd };
}

export function noSuchToken(): AppError {
  return new AppError('NOT_FOUND', 'Token not found.');
}
