import { type Database, type Transaction, transaction } from '@sitecast/db';
import { LRUCache } from 'lru-cache';
import type { Principal, UserPrincipal } from './principal.ts';

/** A credential's last use is written at most this often, in ms; a new address is written at once. */
const NOTE_EVERY_MS = 60_000;

/** A personal token that is used from another address than the last time. */
export interface NewAddress {
  principal: UserPrincipal;
  ip: string;
  previousIp: string;
}

interface Dependencies {
  db: Database;
  now: () => Date;
  onNewAddress: (tx: Transaction, use: NewAddress) => Promise<unknown>;
  onError: (error: unknown) => void;
}

/**
 * Notes when and from where sessions and tokens were last used. In the background: a use never waits for the note
 * and never fails because of it.
 */
export function createUseNotes({ db, now, onNewAddress, onError }: Dependencies) {
  const last = new LRUCache<string, { at: number; ip: string }>({ max: 20_000 });
  // One after the other for a credential: two at once from different addresses would each miss the other.
  const pending = new Map<string, Promise<unknown>>();

  /** The login and other processes note uses, too: what stands in the row decides. */
  async function write(principal: Principal, at: Date, ip: string): Promise<unknown> {
    const old = { lte: new Date(at.getTime() - NOTE_EVERY_MS) };
    if (principal.kind === 'apiToken') {
      const stale = [
        { lastUsedAt: null },
        { lastUsedAt: old },
        { lastUsedIp: null },
        { lastUsedIp: { not: ip } },
      ];
      return db.apiToken.updateMany({
        where: { id: principal.tokenId, OR: stale },
        data: { lastUsedAt: at, lastUsedIp: ip },
      });
    }
    if (principal.kind !== 'user') return;
    if (principal.via === 'pat') return notePersonalToken(principal, at, ip);
    return db.session.updateMany({
      where: { id: principal.credentialId, OR: [{ lastSeenAt: old }, { ip: null }, { ip: { not: ip } }] },
      data: { lastSeenAt: at, ip },
    });
  }

  function notePersonalToken(principal: UserPrincipal, at: Date, ip: string) {
    return transaction(db, async (tx) => {
      const where = { id: principal.credentialId };
      const before = await tx.personalAccessToken.findUnique({
        where,
        select: { lastUsedAt: true, lastUsedIp: true },
      });
      if (!before) return;
      const { lastUsedAt, lastUsedIp } = before;
      const isFresh = lastUsedAt !== null && at.getTime() - lastUsedAt.getTime() < NOTE_EVERY_MS;
      if (lastUsedIp === ip && isFresh) return;
      const data = { lastUsedAt: at, lastUsedIp: ip };
      await tx.personalAccessToken.update({ where, data, select: { id: true } });
      if (lastUsedIp !== null && lastUsedIp !== ip)
        await onNewAddress(tx, { principal, ip, previousIp: lastUsedIp });
    });
  }

  return {
    used(principal: Principal, ip: string): void {
      if (principal.kind !== 'apiToken' && principal.kind !== 'user') return;
      const id = principal.kind === 'apiToken' ? principal.tokenId : principal.credentialId;
      const at = now();
      const before = last.get(id);
      if (before && before.ip === ip && at.getTime() - before.at < NOTE_EVERY_MS) return;
      last.set(id, { at: at.getTime(), ip });
      const writing = (pending.get(id) ?? Promise.resolve())
        .then(() => write(principal, at, ip))
        .catch(onError)
        .finally(() => {
          if (pending.get(id) === writing) pending.delete(id);
        });
      pending.set(id, writing);
    },
    /** Resolves when every note begun so far is written. */
    async flush(): Promise<void> {
      await Promise.all(pending.values());
    },
  };
}
