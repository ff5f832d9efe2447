import { isDeepStrictEqual } from 'node:util';
import { effectOn, type Principal, principalKey } from '@sitecast/auth';
import { CloseCode } from '@sitecast/protocol/close-code';

/** How many connections are allowed, and how often their credentials are checked again, in ms. */
export interface ConnectionLimits {
  /** High, since many screens share an IP address. */
  perAddress: number;
  /** A person has few tabs open. */
  perPrincipal: number;
  revalidateEvery: number;
}
const CONNECTION_LIMITS: ConnectionLimits = {
  perAddress: 2_000,
  perPrincipal: 100,
  revalidateEvery: 60_000,
};

/** The shortest delay of an expiry timer, in ms, in case one fires too early. */
const MIN_TIMER_MS = 1_000;

/** The other end of a connection. */
export interface Peer {
  /** Closes the connection with a reason. */
  close(code: CloseCode, reason: string): void;
}

/** The credentials of a connection. */
export interface Claimant {
  /** Identifies them again. @param known the principal of the last time */
  identify(known: Principal): Promise<Principal>;
}

/** A connection as the registry sees it. */
export interface Connection {
  /** Null until identified. */
  readonly principal: Principal | null;
  /**
   * Ties the connection to its principal: it is closed as soon as the principal is revoked or its rights change. Returns
   * false if it was closed right away.
   */
  identified(principal: Principal, claimant: Claimant): Promise<boolean>;
  /** To be called when the connection has closed. */
  ended(): void;
}

export interface ConnectionRegistry {
  /** Adds a connection. Returns null, and closes it, if its IP address has too many. */
  open(ip: string, peer: Peer): Connection | null;
  readonly size: number;
  stop(): void;
}

interface Dependencies {
  onRevoked: (listener: (keys: string[] | 'everything') => void) => () => void;
  onError: (error: unknown) => void;
  limits?: Partial<ConnectionLimits>;
}

/**
 * All long-lived connections of this process (WebSockets and event streams): limited in number, and closed when their
 * principal is revoked.
 */
export function createConnectionRegistry({
  onRevoked,
  onError,
  limits: otherLimits,
}: Dependencies): ConnectionRegistry {
  const limits = { ...CONNECTION_LIMITS, ...otherLimits };
  const entries = new Set<Entry>();

  /** A class, to keep the memory of each connection small. */
  class Entry implements Connection {
    principal: Principal | null = null;
    claimant: Claimant | null = null;
    /** Checks the credentials when they expire. Unset while the next periodic check comes first. */
    expiry: NodeJS.Timeout | undefined;
    constructor(
      readonly ip: string,
      readonly peer: Peer,
    ) {}

    async identified(principal: Principal, claimant: Claimant): Promise<boolean> {
      if (!entries.has(this)) return false;
      this.principal = principal;
      this.claimant = claimant;
      if (count(byPrincipal, principalKey(principal, this.ip), 1) > limits.perPrincipal) {
        this.peer.close(CloseCode.TooManySockets, 'Too many connections');
        return false;
      }
      // It may have been revoked since it was identified.
      return revalidate(this);
    }

    ended(): void {
      if (!entries.delete(this)) return;
      clearTimeout(this.expiry);
      count(byAddress, this.ip, -1);
      if (this.principal) count(byPrincipal, principalKey(this.principal, this.ip), -1);
    }
  }
  const byAddress = new Map<string, number>();
  const byPrincipal = new Map<string, number>();

  async function revalidate(entry: Entry): Promise<boolean> {
    const { principal, claimant, peer } = entry;
    if (!principal || !claimant || principal.kind === 'anonymous') return true;
    const now = await claimant.identify(principal);
    if (!entries.has(entry)) return false;
    if (now === principal || hasSameRights(now, principal)) {
      entry.principal = now;
      watchExpiry(entry);
      return true;
    }
    if (now.kind === principal.kind) peer.close(CloseCode.RightsChanged, 'Your rights have changed');
    else peer.close(CloseCode.Revoked, 'Access has ended');
    return false;
  }
  function watchExpiry(entry: Entry): void {
    clearTimeout(entry.expiry);
    entry.expiry = undefined;
    const at = entry.principal && expiryOf(entry.principal);
    if (!at) return;
    const left = Math.max(at.getTime() - Date.now(), MIN_TIMER_MS);
    // A periodic check comes before a later expiry: no need for thousands of timers.
    if (left > 2 * limits.revalidateEvery) return;
    entry.expiry = setTimeout(() => revalidate(entry).catch(onError), left).unref();
  }
  const revalidateAll = () => {
    for (const entry of entries) revalidate(entry).catch(onError);
  };

  const stopListening = onRevoked((keys) => {
    if (keys === 'everything') return revalidateAll();
    const revoked = new Set(keys);
    for (const entry of entries) {
      const effect = entry.principal && effectOn(entry.principal, revoked);
      if (effect === 'ended') entry.peer.close(CloseCode.Revoked, 'Access has ended');
      else if (effect === 'changed') revalidate(entry).catch(onError);
    }
  });
  const timer = setInterval(revalidateAll, limits.revalidateEvery).unref();

  return {
    open(ip, peer) {
      const entry = new Entry(ip, peer);
      entries.add(entry);
      if (count(byAddress, ip, 1) <= limits.perAddress) return entry;
      peer.close(CloseCode.TooManySockets, 'Too many connections from this address');
      entry.ended();
      return null;
    },
    get size() {
      return entries.size;
    },
    stop() {
      stopListening();
      clearInterval(timer);
    },
  };
}

function expiryOf(principal: Principal): Date | null {
  return 'expiresAt' in principal ? principal.expiresAt : null;
}

/** Compares principals, ignoring the expiry, which rotating a token changes. */
function hasSameRights(one: Principal, other: Principal): boolean {
  return isDeepStrictEqual({ ...one, expiresAt: null }, { ...other, expiresAt: null });
}

/** Adds to a counter and returns its new value; a counter at zero is dropped. */
function count(counters: Map<string, number>, key: string, by: 1 | -1): number {
  const value = (counters.get(key) ?? 0) + by;
  if (value > 0) counters.set(key, value);
  else counters.delete(key);
  return value;
}
