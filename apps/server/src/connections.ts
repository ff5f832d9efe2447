import { isDeepStrictEqual } from 'node:util';
import { effectOn, type Principal, principalKey } from '@sitecast/auth';
import { CloseCode } from '@sitecast/protocol/close-code';

/** How many connections are allowed, and how often their credentials are looked at again, in ms. */
export interface ConnectionLimits {
  /** Many screens share an address. */
  perAddress: number;
  /** One person has few tabs. */
  perPrincipal: number;
  revalidateEvery: number;
}
const CONNECTION_LIMITS: ConnectionLimits = {
  perAddress: 2_000,
  perPrincipal: 100,
  revalidateEvery: 60_000,
};

/** How soon a timer that went off too early is set again, in ms. */
const SHORTEST_TIMER = 1_000;

/** The other end of a connection. */
export interface Peer {
  /** Ends the connection from our side and says why. */
  close(code: CloseCode, reason: string): void;
}

/** Whoever is connected, by his credentials. */
export interface Claimant {
  /** Who they say it is now. @param known who it was when it was last asked */
  identify(known: Principal): Promise<Principal>;
}

/** A connection as the registry sees it. */
export interface Connection {
  /** Null as long as nobody has said who it is. */
  readonly principal: Principal | null;
  /**
   * Ties it to its principal: it is closed as soon as that is revoked or has other rights. False when it had to be.
   */
  identified(principal: Principal, claimant: Claimant): Promise<boolean>;
  /** It is over: it does not count any more. */
  ended(): void;
}

export interface ConnectionRegistry {
  /** Counts a connection and watches over it. Null when its address holds too many: it has been closed. */
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
 * Everything of this process that stays open for longer than an answer (WebSockets, streams of events): counted, and
 * closed when its principal dies.
 */
export function createConnectionRegistry({
  onRevoked,
  onError,
  limits: otherLimits,
}: Dependencies): ConnectionRegistry {
  const limits = { ...CONNECTION_LIMITS, ...otherLimits };
  const entries = new Set<Entry>();

  /** There is one for each connection, so it holds little: what it does is on its prototype. */
  class Entry implements Connection {
    principal: Principal | null = null;
    claimant: Claimant | null = null;
    /** Looks at the credentials again when they expire; there is none as long as the next round comes before that. */
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
      // It may have been revoked between the look-up and now.
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
    if (now === principal || mayTheSame(now, principal)) {
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
    const left = Math.max(at.getTime() - Date.now(), SHORTEST_TIMER);
    // One that ends later is looked at again before: thousands of timers for what is far away would cost much.
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

/** A token that was given another end, as a rotation does, is still the same. */
function mayTheSame(one: Principal, other: Principal): boolean {
  return isDeepStrictEqual({ ...one, expiresAt: null }, { ...other, expiresAt: null });
}

/** Adds to a counter and returns its new value; a counter at zero is dropped. */
function count(counters: Map<string, number>, key: string, by: 1 | -1): number {
  const value = (counters.get(key) ?? 0) + by;
  if (value > 0) counters.set(key, value);
  else counters.delete(key);
  return value;
}
