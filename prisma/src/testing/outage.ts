import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { parseDatabaseUrl } from '../url.ts';
import { serverUrl, withServer } from './server.ts';

/**
 * Makes a database unavailable. PostgreSQL: closes all connections and allows no new ones. SQLite: locks the file
 * against writes, so that each attempt takes as long as `busy_timeout`.
 *
 * @returns a function that ends the outage
 */
export async function startDatabaseOutage(url: string): Promise<() => Promise<void>> {
  if (parseDatabaseUrl(url).kind === 'sqlite') return lockFile(fileURLToPath(url));
  const name = new URL(url).pathname.slice(1);
  await withServer(serverUrl(), async (server) => {
    await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  });
  return async () => {
    await withServer(serverUrl(), (server) => server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`));
  };
}

async function lockFile(file: string): Promise<() => Promise<void>> {
  const other = new BetterSqlite3(file, { timeout: 0 });
  for (let isLocked = false; !isLocked; ) {
    try {
      other.exec('BEGIN EXCLUSIVE');
      isLocked = true;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
      await sleep(5);
    }
  }
  return async () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

/** A TCP proxy to a PostgreSQL database, to cut off one process while others connect directly. */
export interface DatabaseProxy extends AsyncDisposable {
  url: string;
  /** Closes all connections and accepts no new ones until `restore`. */
  cut(): Promise<void>;
  restore(): Promise<void>;
}

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const url = new URL(databaseUrl);
  const target = { host: url.hostname, port: Number(url.port || 5432) };
  const sockets = new Set<Socket>();
  let server: Server;

  function track(socket: Socket) {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  }

  async function listen(port: number) {
    server = createServer((socket) => {
      const upstream = connect(target);
      for (const one of [socket, upstream]) track(one);
      socket.on('close', () => upstream.destroy());
      upstream.on('close', () => socket.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  async function cut() {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  const port = await listen(0);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    cut,
    async restore() {
      await listen(port);
    },
    [Symbol.asyncDispose]: cut,
  };
}
