import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';
import { lockSqliteFile } from './sqlite-lock.ts';

/** What is acknowledged is on the disk (FULL), readers don't wait for writers (WAL). */
export const sqlitePragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 5000;
  PRAGMA foreign_keys = ON;
`;

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
        await connection.executeScript(sqlitePragmas);
        return takeTurns(connection, release);
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

/**
 * Prisma's adapter sends everything over its one connection, so a query made outside a transaction while one
 * is open would become part of it, and be lost if it is rolled back. Here such a query waits for its turn.
 */
function takeTurns(connection: SqlDriverAdapter, onDispose: () => void): SqlDriverAdapter {
  const nextTurn = createQueue();

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = await nextTurn();
    try {
      return await work();
    } finally {
      done();
    }
  }

  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    queryRaw: (query) => inTurn(() => connection.queryRaw(query)),
    executeRaw: (query) => inTurn(() => connection.executeRaw(query)),
    executeScript: (script) => inTurn(() => connection.executeScript(script)),
    async startTransaction(isolationLevel) {
      const done = await nextTurn();
      try {
        return endingTurn(await connection.startTransaction(isolationLevel), connection, done);
      } catch (error) {
        done();
        throw error;
      }
    },
    async dispose() {
      await connection.dispose();
      onDispose();
    },
  };
}

/** The transaction, giving up its turn when it is over. */
function endingTurn(transaction: Transaction, connection: SqlDriverAdapter, done: () => void): Transaction {
  return {
    provider: transaction.provider,
    adapterName: transaction.adapterName,
    options: transaction.options,
    queryRaw: (query) => transaction.queryRaw(query),
    executeRaw: (query) => transaction.executeRaw(query),
    createSavepoint: (name) => transaction.createSavepoint!(name),
    rollbackToSavepoint: (name) => transaction.rollbackToSavepoint!(name),
    releaseSavepoint: (name) => transaction.releaseSavepoint!(name),
    commit: () => transaction.commit().finally(done),
    async rollback() {
      try {
        // A COMMIT that failed (a full disk) ends here without a ROLLBACK. Left open, the transaction would
        // swallow whatever comes next. Nothing left to roll back is the usual case, and an error to SQLite.
        await connection.executeScript('ROLLBACK');
      } catch {}
      await transaction.rollback().finally(done);
    },
  };
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
