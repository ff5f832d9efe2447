import type { Database } from '@sitecast/db';
import { LRUCache } from 'lru-cache';
import type { Principal } from './principal.ts';

/** A credential's last use is written at most this often, in ms; a new address is written at once. */
const NOTE_EVERY_MS = 60_000;

/**
 * Notes when and from where sessions and API tokens were last used. In the background: a use never waits for the
 * note and never fails because of it.
 */
export function createUseNotes({
  db,
  now,
  onError,
}: {
  db: Database;
  now: () => Date;
  onError: (error: unknown) => void;
}) {
  const last = new LRUCache<string, { at: number; ip: string }>({ max: 20_000 });
  const pending = new Set<Promise<unknown>>();

  function write(principal: Principal, at: Date, ip: string): Promise<unknown> | null {
    if (principal.kind === 'apiToken') {
      return db.apiToken.updateMany({
        where: { id: principal.tokenId },
        data: { lastUsedAt: at, lastUsedIp: ip },
      });
    }
    if (principal.kind === 'user' && principal.via === 'session') {
      return db.session.updateMany({ where: { id: principal.credentialId }, data: { lastSeenAt: at, ip } });
    }
    return null;
  }

  return {
    used(principal: Principal, ip: string): void {
      if (principal.kind !== 'apiToken' && principal.kind !== 'user') return;
      const id = principal.kind === 'apiToken' ? principal.tokenId : principal.credentialId;
      const at = now();
      const before = last.get(id);
      if (before && before.ip === ip && at.getTime() - before.at < NOTE_EVERY_MS) return;
      last.set(id, { at: at.getTime(), ip });
      const writing = write(principal, at, ip)
        ?.catch(onError)
        .finally(() => pending.delete(writing!));
      if (writing) pending.add(writing);
    },
    /** Resolves when every note begun so far is written. */
    async flush(): Promise<void> {
      await Promise.all(pending);
    },
  };
}
