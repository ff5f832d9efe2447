import BetterSqlite3 from 'better-sqlite3';
import { DatabaseError } from './errors.ts';

/**
 * Makes this process the only one that uses a SQLite file, until the returned function is called or the
 * process ends, however it ends.
 *
 * The lock is SQLite's own write lock on `<file>.lock`, which the operating system drops with the process: no
 * stale lock after kill -9 and no guessing whether a pid is still the same process. Readers are let in, so the
 * one that comes too late finds the holder's pid in the lock file's user_version.
 * @throws {DatabaseError} `IN_USE`, naming the holder and the file
 */
export function lockSqliteFile(file: string): () => void {
  const lockFile = `${file}.lock`;
  const lock = openLockFile(lockFile);
  try {
    lock.exec('BEGIN IMMEDIATE');
    lock.pragma(`user_version = ${process.pid}`);
    // Others see the pid once it is committed. Whoever gets in between is the holder then, and we are not.
    lock.exec('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    const failure = (error as { code?: string }).code === 'SQLITE_BUSY' ? inUse(file, lock) : undefined;
    lock.close();
    throw failure ?? unusable(lockFile, error);
  }
  return () => lock.close();
}

function openLockFile(lockFile: string): BetterSqlite3.Database {
  try {
    const lock = new BetterSqlite3(lockFile, { timeout: 200 });
    // A pid is worth nothing after a power cut, so nothing has to reach the disk.
    lock.pragma('synchronous = OFF');
    lock.pragma('journal_mode = MEMORY');
    return lock;
  } catch (error) {
    throw unusable(lockFile, error);
  }
}

function inUse(file: string, lock: BetterSqlite3.Database): DatabaseError {
  const holder = lock.pragma('user_version', { simple: true });
  const who = holder === process.pid ? `this process (${holder})` : `process ${holder}`;
  return new DatabaseError(
    'IN_USE',
    `${file} is in use by ${who}, which holds ${lock.name}. Stop it first: one process at a time can use ` +
      'a SQLite database. To run several, set DATABASE_URL to a PostgreSQL database.',
  );
}

function unusable(lockFile: string, cause: unknown): DatabaseError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseError('CANNOT_OPEN', `Cannot lock the database with ${lockFile}: ${reason}`, { cause });
}
