import { type Database, type Transaction, transaction } from '@sitecast/db';
import { LRUCache } from 'lru-cache';
import type { Principal, UserPrincipal } from './principal.ts';

/** Minimum interval between writes of a credential's last use, in ms; a new address is written at once. */
const WRITE_INTERVAL_MS = 60_000;

/** A use of a personal token from a different address than the last one. */
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
 * Records when and from where sessions and tokens were last used. Runs in the background: a request never waits for it
 * or fails because of it.
 */
export function createLastUseRecorder({ db, now, onNewAddress, onError }: Dependencies) {
  const last = new LRUCache<string, { at: number; ip: string }>({ max: 20_000 });
  // Serialised per credential, because concurrent uses from different addresses would miss each other's change.
  const pending = new Map<string, Promise<unknown>>();

  /** Logins and other processes write uses too, so the stored row decides. */
  async function write(principal: Principal, at: Date, ip: string): Promise<unknown> {
    const old = { lte: new Date(at.getTime() - WRITE_INTERVAL_MS) };
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
    if (principal.via === 'pat') return writePersonalToken(principal, at, ip);
    return db.session.updateMany({
      where: { id: principal.credentialId, OR: [{ lastSeenAt: old }, { ip: null }, { ip: { not: ip } }] },
      data: { lastSeenAt: at, ip },
    });
  }

  function writePersonalToken(principal: UserPrincipal, at: Date, ip: string) {
    return transaction(db, async (tx) => {
      const where = { id: principal.credentialId };
      const previous = await tx.personalAccessToken.findUnique({
        where,
        select: { lastUsedAt: true, lastUsedIp: true },
      });
      if (!previous) return;
      const { lastUsedAt, lastUsedIp } = previous;
      const isFresh = lastUsedAt !== null && at.getTime() - lastUsedAt.getTime() < WRITE_INTERVAL_MS;
      if (lastUsedIp === ip && isFresh) return;
      const data = { lastUsedAt: at, lastUsedIp: ip };
      await tx.personalAccessToken.update({ where, data, select: { id: true } });
      if (lastUsedIp !== null && lastUsedIp !== ip)
        await onNewAddress(tx, { principal, ip, previousIp: lastUsedIp });
    });
  }

  return {
    record(principal: Principal, ip: string): void {
      if (principal.kind !== 'apiToken' && principal.kind !== 'user') return;
      const id = principal.kind === 'apiToken' ? principal.tokenId : principal.credentialId;
      const at = now();
      const previous = last.get(id);
      if (previous && previous.ip === ip && at.getTime() - previous.at < WRITE_INTERVAL_MS) return;
      last.set(id, { at: at.getTime(), ip });
      const writing = (pending.get(id) ?? Promise.resolve())
        .then(() => write(principal, at, ip))
        .catch(onError)
        .finally(() => {
          if (pending.get(id) === writing) pending.delete(id);
        });
      pending.set(id, writing);
    },
    /** Resolves when all pending writes are done. */
    async flush(): Promise<void> {
      await Promise.all(pending.values());
    },
  };
}
