import { createSingleFlight } from '@sitecast/db';
import { LRUCache } from 'lru-cache';
import { type Principal, revocationKeysOf } from './principal.ts';
import type { Revocations } from './revocation.ts';

/** How long a principal is cached, in ms; a revocation drops it sooner. */
const TTL_MS = 60_000;

export interface PrincipalCache {
  /** The cached principal of a credential, or the result of `load`. Anonymous principals are not cached. */
  get(credential: string, load: () => Promise<Principal>): Promise<Principal>;
  close(): void;
}

/** Caches principals by credential (pass a hash, never the secret) and drops them when they are revoked. */
export function createPrincipalCache(revocations: Revocations): PrincipalCache {
  const byCredential = new LRUCache<string, Principal>({
    max: 20_000,
    ttl: TTL_MS,
    dispose: (principal, credential) => unlink(principal, credential),
  });
  const credentialsByKey = new Map<string, Set<string>>();
  // All sockets of a credential are rechecked at the same time.
  const lookups = createSingleFlight<Principal>();
  // A lookup that started before a revocation may be stale, so it is returned but not cached.
  let epoch = 0;

  function link(principal: Principal, credential: string) {
    for (const key of revocationKeysOf(principal)) {
      const credentials = credentialsByKey.get(key) ?? new Set();
      credentialsByKey.set(key, credentials.add(credential));
    }
  }
  function unlink(principal: Principal, credential: string) {
    for (const key of revocationKeysOf(principal)) {
      const credentials = credentialsByKey.get(key);
      credentials?.delete(credential);
      if (credentials?.size === 0) credentialsByKey.delete(key);
    }
  }

  const stop = revocations.onRevoked((keys) => {
    epoch++;
    lookups.reset();
    if (keys === 'everything') return byCredential.clear();
    for (const key of keys) {
      for (const credential of [...(credentialsByKey.get(key) ?? [])]) byCredential.delete(credential);
    }
  });

  async function loadAndCache(credential: string, load: () => Promise<Principal>): Promise<Principal> {
    const startEpoch = epoch;
    const principal = await load();
    if (principal.kind !== 'anonymous' && epoch === startEpoch) {
      byCredential.set(credential, principal);
      link(principal, credential);
    }
    return principal;
  }

  return {
    async get(credential, load) {
      const cached = byCredential.get(credential);
      return cached ?? lookups.get(credential, () => loadAndCache(credential, load));
    },
    close: stop,
  };
}
