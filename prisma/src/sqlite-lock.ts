import BetterSqlite3 from 'better-sqlite3';
import { DatabaseError } from './errors.ts';

/**
 * Locks a SQLite file for this process until the returned function is called or the process ends in any way.
 *
 * Uses SQLite's write lock on `<file>.lock`, which the operating system releases with the process, so there are no
 * stale locks after kill -9. Other processes can still read the lock file, whose user_version is the holder's pid.
 * @throws {DatabaseError} `IN_USE`, naming the holder and the file
 */
export function lockSqliteFile(file: string): () => void {
  const lockFile = `${file}.lock`;
  const lock = openLockFile(lockFile);
  try {
    lock.exec('BEGIN IMMEDIATE');
    lock.pragma(`user_version = ${process.pid}`);
    // The pid is visible once committed. If another process gets the lock in between, it becomes the holder.
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
    // The pid is useless after a power failure, so durability is not needed.
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
    `${file} is in use by ${who}, which holds ${lock.name}. Stop it first: only one process at a time can use ` +
      'a SQLite database. To run several, set DATABASE_URL to a PostgreSQL database.',
  );
}

function unusable(lockFile: string, cause: unknown): DatabaseError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseError('CANNOT_OPEN', `Cannot lock the database with ${lockFile}: ${reason}`, { cause });
}
