import { type Transaction, transaction } from '@sitecast/db';
import type { Infrastructure } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import type { TokenStatus } from './tokens/schema.ts';

/** What every kind of token has in its row. */
interface TokenRow {
  id: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  replacedById: string | null;
}

/** How a token that was rotated ends: at once, or by expiring when its grace is over. */
type Retirement = { replacedById: string } & ({ revokedAt: Date } | { expiresAt: Date });

/** What is different between the kinds of tokens. */
interface Kind<Old, New> {
  kind: 'apiToken' | 'personalToken';
  /** The token, when it is the caller's to rotate; else null. */
  find(tx: Transaction): Promise<Old | null>;
  ownerOf(old: Old): string;
  /** Stores the successor. `lifetimeMs` is as long as the old one's; null for ever. */
  create(tx: Transaction, old: Old, lifetimeMs: number | null): Promise<New>;
  /** Writes into the old one's row how it ends, and into the audit log that it does. */
  retire(tx: Transaction, old: Old, how: Retirement): Promise<unknown>;
}

/** One that was revoked stays so when its time has passed, too. */
export function tokenStatus(row: Pick<TokenRow, 'revokedAt' | 'expiresAt'>, now: Date): TokenStatus {
  if (row.revokedAt) return 'revoked';
  return row.expiresAt && row.expiresAt <= now ? 'expired' : 'active';
}

/**
 * A new token in an old one's place, with as long a life. The old one works on for the grace, but no longer than it
 * would have. Of several rotations at once one is done: the steps run in a transaction, and may run again.
 *
 * @throws AppError NOT_FOUND; CONFLICT when the token is revoked, expired or replaced already
 */
export async function rotateToken<Old extends TokenRow, New extends { id: string }>(
  { db, now, revocations }: Infrastructure,
  graceMinutes: number,
  { kind, find, ownerOf, create, retire }: Kind<Old, New>,
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
  // During the grace it goes on, sockets too; that it has another end is to be known everywhere.
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
