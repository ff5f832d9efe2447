import { isDeepStrictEqual } from 'node:util';
import { effectOn, type Principal, principalKey } from '@sitecast/auth';
import { CloseCode } from '@sitecast/realtime';
import type { WebSocket } from 'ws';

/** How many sockets are allowed, and how often they are looked after. Times in ms. */
export interface SocketLimits {
  /** Many screens share an address. */
  perAddress: number;
  /** One person has few tabs. */
  perPrincipal: number;
  pingEvery: number;
  /** A peer that has not answered by then is gone. */
  pongWithin: number;
  /** How often a socket's credentials are looked at again. */
  revalidateEvery: number;
}
const SOCKET_LIMITS: SocketLimits = {
  perAddress: 2_000,
  perPrincipal: 100,
  pingEvery: 25_000,
  pongWithin: 10_000,
  revalidateEvery: 60_000,
};

/** What a timer takes at most, and how soon one that went off too early is set again. Times in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;
const SHORTEST_TIMER = 1_000;

/** How long a socket may take to say goodbye. */
const GOODBYE_MS = 1_000;

interface Entry {
  ip: string;
  principal: Principal | null;
  key: string | null;
  /** Who the credentials say it is now. */
  identify: (() => Promise<Principal>) | null;
  awaitingPong: boolean;
  /** Looks at the credentials again when they expire. */
  expiry: NodeJS.Timeout | undefined;
}

export interface SocketRegistry {
  /** Counts the socket and watches over it. False when its address holds too many: it is closed. */
  add(socket: WebSocket, ip: string): boolean;
  /** Ties the socket to its principal: it is closed as soon as that is revoked or has other rights. False when it had to be. */
  identified(socket: WebSocket, principal: Principal, identify: () => Promise<Principal>): Promise<boolean>;
  /** Takes nothing more from this socket, says why, and cuts it when it does not go. */
  close(socket: WebSocket, code: CloseCode, reason: string): void;
  readonly size: number;
  stop(): void;
}

interface Dependencies {
  onRevoked: (listener: (keys: string[] | 'everything') => void) => () => void;
  /** The peer has answered a ping: it is there, even when a browser has put its timers to sleep. */
  onAlive: (principal: Principal) => void;
  onError: (error: unknown) => void;
  limits?: Partial<SocketLimits>;
}

/** Every open WebSocket of this process: pinged, counted, and closed when its principal dies. */
export function createSocketRegistry({
  onRevoked,
  onAlive,
  onError,
  limits: otherLimits,
}: Dependencies): SocketRegistry {
  const limits = { ...SOCKET_LIMITS, ...otherLimits };
  const entries = new Map<WebSocket, Entry>();
  const byAddress = new Map<string, number>();
  const byPrincipal = new Map<string, number>();

  function remove(socket: WebSocket): void {
    const entry = entries.get(socket);
    if (!entry) return;
    entries.delete(socket);
    clearTimeout(entry.expiry);
    count(byAddress, entry.ip, -1);
    if (entry.key) count(byPrincipal, entry.key, -1);
  }

  async function revalidate(socket: WebSocket, entry: Entry): Promise<boolean> {
    const { principal, identify } = entry;
    if (!principal || !identify || principal.kind === 'anonymous') return true;
    const now = await identify();
    if (!entries.has(socket)) return false;
    if (mayTheSame(now, principal)) {
      entry.principal = now;
      watchExpiry(socket, entry);
      return true;
    }
    if (now.kind === principal.kind) shut(socket, CloseCode.RightsChanged, 'Your rights have changed');
    else shut(socket, CloseCode.Revoked, 'Access has ended');
    return false;
  }
  function watchExpiry(socket: WebSocket, entry: Entry): void {
    clearTimeout(entry.expiry);
    const at = entry.principal && expiryOf(entry.principal);
    if (!at) return;
    const left = Math.min(Math.max(at.getTime() - Date.now(), SHORTEST_TIMER), LONGEST_TIMER);
    entry.expiry = setTimeout(() => revalidate(socket, entry).catch(onError), left).unref();
  }
  const revalidateAll = () => {
    for (const [socket, entry] of entries) revalidate(socket, entry).catch(onError);
  };

  const stopListening = onRevoked((keys) => {
    if (keys === 'everything') return revalidateAll();
    const revoked = new Set(keys);
    for (const [socket, entry] of entries) {
      const effect = entry.principal && effectOn(entry.principal, revoked);
      if (effect === 'ended') shut(socket, CloseCode.Revoked, 'Access has ended');
      else if (effect === 'changed') revalidate(socket, entry).catch(onError);
    }
  });
  const timers = [
    setInterval(revalidateAll, limits.revalidateEvery),
    setInterval(() => ping(entries, limits.pongWithin), limits.pingEvery),
  ];
  for (const timer of timers) timer.unref();

  return {
    add(socket, ip) {
      socket.once('close', () => remove(socket));
      socket.on('error', () => socket.terminate());
      const entry: Entry = {
        ip,
        principal: null,
        key: null,
        identify: null,
        awaitingPong: false,
        expiry: undefined,
      };
      socket.on('pong', () => {
        entry.awaitingPong = false;
        if (entry.principal) onAlive(entry.principal);
      });
      entries.set(socket, entry);
      if (count(byAddress, ip, 1) <= limits.perAddress) return true;
      shut(socket, CloseCode.TooManySockets, 'Too many connections from this address');
      return false;
    },
    async identified(socket, principal, identify) {
      const entry = entries.get(socket);
      if (!entry) return false;
      entry.principal = principal;
      entry.identify = identify;
      entry.key = principalKey(principal, entry.ip);
      if (count(byPrincipal, entry.key, 1) > limits.perPrincipal) {
        shut(socket, CloseCode.TooManySockets, 'Too many connections');
        return false;
      }
      // It may have been revoked between the look-up and now.
      return revalidate(socket, entry);
    },
    get size() {
      return entries.size;
    },
    close: shut,
    stop() {
      stopListening();
      for (const timer of timers) clearInterval(timer);
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

/** A peer may go on sending until it has answered the close: none of that may be heard any more. */
function shut(socket: WebSocket, code: CloseCode, reason: string): void {
  socket.removeAllListeners('message');
  socket.close(code, reason);
  const cut = setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  socket.once('close', () => clearTimeout(cut));
}

/** Pings every socket, and drops those that don't answer in time. */
function ping(entries: ReadonlyMap<WebSocket, Entry>, answerWithin: number): void {
  for (const [socket, entry] of entries) {
    entry.awaitingPong = true;
    socket.ping();
  }
  setTimeout(() => {
    for (const [socket, entry] of entries) if (entry.awaitingPong) socket.terminate();
  }, answerWithin).unref();
}

/** Adds to a counter and returns its new value; a counter at zero is dropped. */
function count(counters: Map<string, number>, key: string, by: 1 | -1): number {
  const value = (counters.get(key) ?? 0) + by;
  if (value > 0) counters.set(key, value);
  else counters.delete(key);
  return value;
}
