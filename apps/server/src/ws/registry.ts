import type { Principal } from '@sitecast/auth';
import type { CloseCode } from '@sitecast/protocol/close-code';
import type { WebSocket } from 'ws';
import type { Claimant, Connection, ConnectionRegistry, Peer } from '../connections.ts';

/** How often sockets are pinged. Times in ms. */
export interface PingTimes {
  pingEvery: number;
  /** A peer that has not answered by then is disconnected. */
  pongWithin: number;
}
const PING_TIMES: PingTimes = { pingEvery: 25_000, pongWithin: 10_000 };

/** How long a socket may take to close before it is terminated. */
const CLOSE_WITHIN_MS = 1_000;

/** The user of a socket. One object costs less memory than a listener for each of thousands of sockets. */
export interface SocketUser {
  /** The socket has closed. */
  onClosed(): void;
}

class Entry implements Peer {
  connection: Connection | null = null;
  awaitingPong = false;
  user: SocketUser | null = null;
  constructor(readonly socket: WebSocket) {}

  close(code: CloseCode, reason: string): void {
    closeSocket(this.socket, code, reason);
  }
}

export interface SocketRegistry {
  /** Adds a socket. Returns false, and closes it, if its IP address has too many. */
  add(socket: WebSocket, ip: string): boolean;
  /** Ties the socket to its principal, see `Connection`. Returns false if it was closed right away. */
  identified(socket: WebSocket, principal: Principal, claimant: Claimant): Promise<boolean>;
  /** Calls `user.onClosed` when the socket closes, or now if it has. */
  whenClosed(socket: WebSocket, user: SocketUser): void;
  /** Closes the socket with a reason, ignores its messages from now on, and terminates it if it does not close. */
  close(socket: WebSocket, code: CloseCode, reason: string): void;
  stop(): void;
}

interface Dependencies {
  connections: ConnectionRegistry;
  /** The peer has answered a ping, which browsers do even while its timers are throttled. */
  onAlive: (principal: Principal) => void;
  times?: Partial<PingTimes>;
}

/** The WebSockets of this process: pinged, and disconnected when they do not answer. */
export function createSocketRegistry({ connections, onAlive, times }: Dependencies): SocketRegistry {
  const { pingEvery, pongWithin } = { ...PING_TIMES, ...times };
  const entries = new Map<WebSocket, Entry>();
  const timer = setInterval(() => ping(entries, pongWithin), pingEvery).unref();

  // Shared listeners: a closure per socket would use memory as long as the socket is open.
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
    close: closeSocket,
    stop() {
      clearInterval(timer);
    },
  };
}

function terminate(this: WebSocket): void {
  this.terminate();
}

/** A peer can go on sending until it has answered the close; its messages are ignored. */
function closeSocket(socket: WebSocket, code: CloseCode, reason: string): void {
  socket.removeAllListeners('message');
  socket.close(code, reason);
  const cut = setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS).unref();
  socket.once('close', () => clearTimeout(cut));
}

/** Pings every socket, and terminates those that don't answer in time. */
function ping(entries: ReadonlyMap<WebSocket, Entry>, answerWithin: number): void {
  for (const [socket, entry] of entries) {
    entry.awaitingPong = true;
    socket.ping();
  }
  setTimeout(() => {
    for (const [socket, entry] of entries) if (entry.awaitingPong) socket.terminate();
  }, answerWithin).unref();
}
