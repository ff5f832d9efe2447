import { shareLookUps } from '@sitecast/db';
import { LRUCache } from 'lru-cache';
import { livesOn, type Principal } from './principal.ts';
import type { Revocations } from './revocation.ts';

/** How long a principal is believed without looking again, in ms; revocation ends it sooner. */
const BELIEVED_MS = 60_000;

export interface PrincipalCache {
  /** The cached principal of a credential, or what `load` finds; anonymous ones are not kept. */
  get(credential: string, load: () => Promise<Principal>): Promise<Principal>;
  close(): void;
}

/** Keeps principals by credential (pass a hash, never the secret), and forgets them when they are revoked. */
export function createPrincipalCache(revocations: Revocations): PrincipalCache {
  const byCredential = new LRUCache<string, Principal>({
    max: 20_000,
    ttl: BELIEVED_MS,
    dispose: (principal, credential) => unlink(principal, credential),
  });
  const credentialsByKey = new Map<string, Set<string>>();
  // All sockets of one credential are looked at again in one moment.
  const lookUps = shareLookUps<Principal>();
  // A look-up that began before a revocation may have read what is no longer true: it answers, but is not kept.
  let epoch = 0;

  function link(principal: Principal, credential: string) {
    for (const key of livesOn(principal)) {
      const credentials = credentialsByKey.get(key) ?? new Set();
      credentialsByKey.set(key, credentials.add(credential));
    }
  }
  function unlink(principal: Principal, credential: string) {
    for (const key of livesOn(principal)) {
      const credentials = credentialsByKey.get(key);
      credentials?.delete(credential);
      if (credentials?.size === 0) credentialsByKey.delete(key);
    }
  }

  const stop = revocations.onRevoked((keys) => {
    epoch++;
    lookUps.forget();
    if (keys === 'everything') return byCredential.clear();
    for (const key of keys) {
      for (const credential of [...(credentialsByKey.get(key) ?? [])]) byCredential.delete(credential);
    }
  });

  async function keep(credential: string, load: () => Promise<Principal>): Promise<Principal> {
    const began = epoch;
    const principal = await load();
    if (principal.kind !== 'anonymous' && epoch === began) {
      byCredential.set(credential, principal);
      link(principal, credential);
    }
    return principal;
  }

  return {
    async get(credential, load) {
      const cached = byCredential.get(credential);
      return cached ?? lookUps.get(credential, () => keep(credential, load));
    },
    close: stop,
  };
}
