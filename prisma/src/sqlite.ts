import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from '@prisma/driver-adapter-utils';
import type { Database as BetterSqlite3 } from 'better-sqlite3';
import { lockSqliteFile } from './sqlite-lock.ts';
import { cacheStatements } from './sqlite-statements.ts';
import { createWalSync } from './wal-sync.ts';

type WalSync = ReturnType<typeof createWalSync>;

/** Commits are durable (FULL) and readers don't wait for writers (WAL). */
export const sqlitePragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 5000;
  PRAGMA foreign_keys = ON;
`;

/**
 * Commits are synced separately before they are acknowledged, without blocking the process. With NORMAL, SQLite still
 * syncs around checkpoints, so that the file survives a power failure (sqlite.org/wal.html).
 */
const syncSeparately = 'PRAGMA synchronous = NORMAL;';

/**
 * The Prisma adapter for a SQLite file: one process, one connection, one transaction at a time.
 * @throws {DatabaseError} `IN_USE` if another process has the file open
 */
export function sqliteAdapter(file: string): SqlDriverAdapterFactory {
  const factory = new PrismaBetterSqlite3({ url: file });
  const unlock = lockSqliteFile(file);
  let closed = false;

  function release() {
    closed = true;
    unlock();
  }

  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      // Prisma would reconnect, without the lock, for a query after $disconnect.
      if (closed) throw new Error(`${file} is closed`);
      try {
        const connection = await factory.connect();
        await connection.executeScript(sqlitePragmas + syncSeparately);
        // A private field of Prisma's adapter, which has no public access to it.
        cacheStatements((connection as unknown as { client: BetterSqlite3 }).client);
        return serialize(connection, createWalSync(file), release);
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

/**
 * Runs queries and transactions one at a time. Prisma's adapter sends everything over one connection, so a query during
 * somebody else's transaction would become part of it and be lost with its rollback. The WAL sync happens after the turn,
 * so that others proceed and concurrent writes share a sync.
 */
function serialize(connection: SqlDriverAdapter, wal: WalSync, onDispose: () => void): SqlDriverAdapter {
  const nextTurn = createQueue();

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = await nextTurn();
    try {
      return await work();
    } finally {
      done();
    }
  }

  async function stored<T>(query: SqlQuery, work: () => Promise<T>): Promise<T> {
    const result = await inTurn(work);
    if (writes(query)) await wal.sync();
    return result;
  }

  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    queryRaw: (query) => stored(query, () => connection.queryRaw(query)),
    executeRaw: (query) => stored(query, () => connection.executeRaw(query)),
    executeScript: (script) => inTurn(() => connection.executeScript(script)),
    async startTransaction(isolationLevel) {
      const done = await nextTurn();
      try {
        return transactionTurn(await connection.startTransaction(isolationLevel), connection, wal, done);
      } catch (error) {
        done();
        throw error;
      }
    },
    async dispose() {
      await wal.close();
      await connection.dispose();
      onDispose();
    },
  };
}

/** A transaction that ends its turn when it is committed or rolled back. */
function transactionTurn(
  transaction: Transaction,
  connection: SqlDriverAdapter,
  wal: WalSync,
  done: () => void,
): Transaction {
  let wrote = false;
  let committed = false;
  const run = <T>(query: SqlQuery, work: (query: SqlQuery) => Promise<T>) => {
    wrote ||= writes(query);
    return work(query);
  };
  return {
    provider: transaction.provider,
    adapterName: transaction.adapterName,
    options: transaction.options,
    queryRaw: (query) => run(query, (it) => transaction.queryRaw(it)),
    executeRaw: (query) => run(query, (it) => transaction.executeRaw(it)),
    createSavepoint: (name) => transaction.createSavepoint!(name),
    rollbackToSavepoint: (name) => transaction.rollbackToSavepoint!(name),
    releaseSavepoint: (name) => transaction.releaseSavepoint!(name),
    async commit() {
      await transaction.commit().finally(done);
      committed = true;
      if (wrote) await wal.sync();
    },
    async rollback() {
      // The sync failed after the commit, and another turn may have started.
      if (committed) return;
      try {
        // A failed COMMIT (disk full) gets here without a ROLLBACK, and the open transaction would swallow later
        // queries. Usually there is nothing to roll back, which SQLite reports as an error.
        await connection.executeScript('ROLLBACK');
      } catch {}
      await transaction.rollback().finally(done);
    },
  };
}

/** Whether a statement writes data; COMMIT itself does not count. */
function writes({ sql }: SqlQuery): boolean {
  return !/^\s*(SELECT|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i.test(sql);
}

/** A FIFO mutex: resolves when it is the caller's turn, with a function that ends the turn. */
function createQueue(): () => Promise<() => void> {
  let last = Promise.resolve();
  return function nextTurn() {
    const turn = last;
    let done!: () => void;
    last = new Promise((resolve) => {
      done = resolve;
    });
    return turn.then(() => done);
  };
}
