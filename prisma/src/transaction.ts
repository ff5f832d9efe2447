import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, Prisma, type Transaction } from './client.ts';

const MAX_ATTEMPTS = 15;
const MAX_PAUSE_MS = 200;

/**
 * Runs `work` as if nothing else happened at the same time (SERIALIZABLE): all of it is stored, or nothing.
 *
 * PostgreSQL refuses one of two transactions that got in each other's way; it is run again, so `work` may run
 * several times and must do nothing but query. Publish and send after it has returned. SQLite runs one at a
 * time: inside `work` use `tx` only, a query on `db` would wait for the transaction that waits for it.
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

/** Prisma's codes for what is wrong with a statement or its values: constraints, lengths, rows that are not there. */
const FAULTS = /^P20(0\d|1[1-9]|2[0-356]|30|33)$/;
/** The same of PostgreSQL's: data, integrity, and what has no such name. */
const FAULT_CLASSES = /^(22|23|42)/;

/**
 * Whether the database would refuse it again, however often it is tried. Anything else may be because the database is
 * away, locked, full or read-only, which a driver has a hundred ways to say.
 */
export function isRefused(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientValidationError || error instanceof TypeError) return true;
  if (!isPrismaError(error)) return false;
  return FAULTS.test(error.code) || FAULT_CLASSES.test(driverCause(error)?.code ?? '');
}

/**
 * Serialisation failure or deadlock. It shows as P2034 from a model's method, as P2010 from raw SQL, and as the
 * driver's own error from the commit.
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
  /** The database's own. */
  code?: string;
}

function driverCause(error: Prisma.PrismaClientKnownRequestError): DriverCause | undefined {
  const driverError = error.meta?.driverAdapterError as { cause?: DriverCause } | undefined;
  return driverError?.cause;
}
