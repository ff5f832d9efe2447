import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from '@prisma/driver-adapter-utils';
import type { Database as BetterSqlite3 } from 'better-sqlite3';
import { createWalSync } from './sqlite-disk.ts';
import { lockSqliteFile } from './sqlite-lock.ts';
import { keepStatements } from './sqlite-statements.ts';

type WalSync = ReturnType<typeof createWalSync>;

/** What is committed is on the disk (FULL), readers don't wait for writers (WAL). */
export const sqlitePragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 5000;
  PRAGMA foreign_keys = ON;
`;

/**
 * The server brings a commit to the disk itself before it is acknowledged, without holding up everything else. SQLite
 * still syncs what its checkpoints rely on, so that the file is whole whenever the power goes (sqlite.org/wal.html).
 */
const syncByOurselves = 'PRAGMA synchronous = NORMAL;';

/**
 * The Prisma adapter of one SQLite file: one process, one connection, one transaction at a time.
 * @throws {DatabaseError} `IN_USE` when another process has the file
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
      // Prisma would connect again for a query that comes after $disconnect, and without the lock.
      if (closed) throw new Error(`${file} is closed`);
      try {
        const connection = await factory.connect();
        await connection.executeScript(sqlitePragmas + syncByOurselves);
        // Prisma keeps it to itself, and offers nothing else to reach it by.
        keepStatements((connection as unknown as { client: BetterSqlite3 }).client);
        return takeTurns(connection, createWalSync(file), release);
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

/**
 * Prisma's adapter sends everything over its one connection, so a query made outside a transaction while one
 * is open would become part of it, and be lost if it is rolled back. Here such a query waits for its turn. The disk is
 * waited for after the turn: meanwhile others go on, and those who write share the next time it is waited for.
 */
function takeTurns(connection: SqlDriverAdapter, wal: WalSync, onDispose: () => void): SqlDriverAdapter {
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
        return endingTurn(await connection.startTransaction(isolationLevel), connection, wal, done);
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

/** The transaction, giving up its turn when it is over. */
function endingTurn(
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
      // The disk has failed after the commit: the turn is somebody else's by now.
      if (committed) return;
      try {
        // A COMMIT that failed (a full disk) ends here without a ROLLBACK. Left open, the transaction would
        // swallow whatever comes next. Nothing left to roll back is the usual case, and an error to SQLite.
        await connection.executeScript('ROLLBACK');
      } catch {}
      await transaction.rollback().finally(done);
    },
  };
}

/** Whether there is something to bring to the disk; the commit itself is none. */
function writes({ sql }: SqlQuery): boolean {
  return !/^\s*(SELECT|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i.test(sql);
}

/** First come, first served: resolves when it is the caller's turn, with the function that ends the turn. */
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
