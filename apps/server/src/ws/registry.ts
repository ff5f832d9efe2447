import type { Principal } from '@sitecast/auth';
import type { CloseCode } from '@sitecast/protocol/close-code';
import type { WebSocket } from 'ws';
import type { Claimant, Connection, ConnectionRegistry, Peer } from '../connections.ts';

/** How often a socket is looked after. Times in ms. */
export interface PingTimes {
  pingEvery: number;
  /** A peer that has not answered by then is gone. */
  pongWithin: number;
}
const PING_TIMES: PingTimes = { pingEvery: 25_000, pongWithin: 10_000 };

/** How long a socket may take to say goodbye. */
const GOODBYE_MS = 1_000;

/** Who uses a socket. There may be thousands: an object of theirs costs less than a listener of each. */
export interface SocketUser {
  /** It is closed. */
  onClosed(): void;
}

class Entry implements Peer {
  connection: Connection | null = null;
  awaitingPong = false;
  user: SocketUser | null = null;
  constructor(readonly socket: WebSocket) {}

  close(code: CloseCode, reason: string): void {
    shut(this.socket, code, reason);
  }
}

export interface SocketRegistry {
  /** Counts the socket and watches over it. False when its address holds too many: it is closed. */
  add(socket: WebSocket, ip: string): boolean;
  /** Ties the socket to its principal, see `Connection`. False when it had to be closed. */
  identified(socket: WebSocket, principal: Principal, claimant: Claimant): Promise<boolean>;
  /** Tells the one who uses the socket when it is closed, or now when it is. */
  whenClosed(socket: WebSocket, user: SocketUser): void;
  /** Takes nothing more from this socket, says why, and cuts it when it does not go. */
  close(socket: WebSocket, code: CloseCode, reason: string): void;
  stop(): void;
}

interface Dependencies {
  connections: ConnectionRegistry;
  /** The peer has answered a ping: it is there, even when a browser has put its timers to sleep. */
  onAlive: (principal: Principal) => void;
  times?: Partial<PingTimes>;
}

/** The WebSockets among the connections of this process: pinged, and dropped when they are silent. */
export function createSocketRegistry({ connections, onAlive, times }: Dependencies): SocketRegistry {
  const { pingEvery, pongWithin } = { ...PING_TIMES, ...times };
  const entries = new Map<WebSocket, Entry>();
  const timer = setInterval(() => ping(entries, pongWithin), pingEvery).unref();

  // One listener for all of them: each of its own would be held as long as its socket is open.
  function onClose(this: WebSocket) {
    const entry = entries.get(this);
    entries.delete(this);
    entry?.connection?.ended();
    entry?.user?.onClosed();
  }
  function onPong(this: WebSocket) {
    const entry = entries.get(this);
    if (!entry) return;
    entry.awaitingPong = false;
    if (entry.connection?.principal) onAlive(entry.connection.principal);
  }

  return {
    add(socket, ip) {
      socket.on('error', terminate);
      const entry = new Entry(socket);
      entry.connection = connections.open(ip, entry);
      if (!entry.connection) return false;
      entries.set(socket, entry);
      socket.on('close', onClose);
      socket.on('pong', onPong);
      return true;
    },
    async identified(socket, principal, claimant) {
      return (await entries.get(socket)?.connection?.identified(principal, claimant)) ?? false;
    },
    whenClosed(socket, user) {
      const entry = entries.get(socket);
      if (entry) entry.user = user;
      else user.onClosed();
    },
    close: shut,
    stop() {
      clearInterval(timer);
    },
  };
}

function terminate(this: WebSocket): void {
  this.terminate();
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
