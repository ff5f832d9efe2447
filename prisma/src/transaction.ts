import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, Prisma, type Transaction } from './client.ts';

const MAX_ATTEMPTS = 15;
const MAX_PAUSE_MS = 200;

/**
 * Runs `work` in a SERIALIZABLE transaction.
 *
 * PostgreSQL aborts one of two conflicting transactions, which is then retried. `work` may therefore run several times
 * and must only query; publish and send after it has returned. SQLite runs one transaction at a time, so use only `tx`
 * inside `work`: a query on `db` would deadlock.
 */
export async function transaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work, { isolationLevel: 'Serializable' });
    } catch (error) {
      if (!isWriteConflict(error) || attempt === MAX_ATTEMPTS) throw error;
      await sleep(Math.random() * Math.min(MAX_PAUSE_MS, 5 * 2 ** attempt));
    }
  }
}

/** Whether the database refused a row because another has the same unique value. */
export function isUniqueViolation(error: unknown): boolean {
  return (
    isPrismaError(error) &&
    (error.code === 'P2002' || driverCause(error)?.kind === 'UniqueConstraintViolation')
  );
}

/** Prisma's codes for invalid statements or values: constraints, lengths, missing rows. */
const PERMANENT_CODES = /^P20(0\d|1[1-9]|2[0-356]|30|33)$/;
/** PostgreSQL's SQLSTATE classes for the same: data exception, constraint violation, syntax error or access rule. */
const PERMANENT_SQLSTATES = /^(22|23|42)/;

/**
 * Whether retrying is pointless because the database would reject the statement again. Other errors may mean that the
 * database is unavailable, locked, full or read-only, which drivers report in many ways.
 */
export function isPermanentError(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientValidationError || error instanceof TypeError) return true;
  if (!isPrismaError(error)) return false;
  return PERMANENT_CODES.test(error.code) || PERMANENT_SQLSTATES.test(driverCause(error)?.code ?? '');
}

/**
 * Serialisation failure or deadlock, reported as P2034 by model methods, P2010 by raw SQL, and as a driver error by
 * commit.
 */
function isWriteConflict(error: unknown): boolean {
  if (isPrismaError(error) && error.code === 'P2034') return true;
  const cause = isPrismaError(error) ? driverCause(error) : (error as { cause?: { kind?: string } })?.cause;
  return cause?.kind === 'TransactionWriteConflict';
}

function isPrismaError(error: unknown): error is Prisma.PrismaClientKnownRequestError {
  return error instanceof Prisma.PrismaClientKnownRequestError;
}

interface DriverCause {
  kind?: string;
  /** The database's own error code. */
  code?: string;
}

function driverCause(error: Prisma.PrismaClientKnownRequestError): DriverCause | undefined {
  const driverError = error.meta?.driverAdapterError as { cause?: DriverCause } | undefined;
  return driverError?.cause;
}
