import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { parseDatabaseUrl } from '../url.ts';
import { onServer, serverUrl } from './server.ts';

/**
 * A database goes away. PostgreSQL: whoever is connected is thrown out, and nobody gets in. SQLite: the file is locked by
 * somebody else, so that nobody can write; each attempt takes as long as `busy_timeout` says.
 *
 * @returns brings it back
 */
export async function takeDatabaseAway(url: string): Promise<() => Promise<void>> {
  if (parseDatabaseUrl(url).kind === 'sqlite') return lockFile(fileURLToPath(url));
  const name = new URL(url).pathname.slice(1);
  await onServer(serverUrl(), async (server) => {
    await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  });
  return async () => {
    await onServer(serverUrl(), (server) => server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`));
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

/** A way to a PostgreSQL database that can be cut for one process, while others reach it by its own address. */
export interface DatabaseProxy extends AsyncDisposable {
  url: string;
  /** Ends every connection; no other comes through until `restore`. */
  cut(): Promise<void>;
  restore(): Promise<void>;
}

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const url = new URL(databaseUrl);
  const target = { host: url.hostname, port: Number(url.port || 5432) };
  const sockets = new Set<Socket>();
  let server: Server;

  function follow(socket: Socket) {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  }

  async function listen(port: number) {
    server = createServer((socket) => {
      const behind = connect(target);
      for (const one of [socket, behind]) follow(one);
      socket.on('close', () => behind.destroy());
      behind.on('close', () => socket.destroy());
      socket.pipe(behind).pipe(socket);
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
