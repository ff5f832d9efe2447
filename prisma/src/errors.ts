import type { DatabaseAddress } from './url.ts';

export type DatabaseErrorCode =
  | 'BAD_URL'
  | 'CANNOT_OPEN'
  | 'IN_USE'
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'
  | 'NEWER_THAN_CODE';

/** A database that can't be opened or migrated. The message is written for the person who starts the server. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Names the database without its user and password. */
export function cannotOpen(address: DatabaseAddress, cause: unknown): DatabaseError {
  const where = address.kind === 'sqlite' ? address.file : new URL(address.url).host;
  const reason = cause instanceof Error ? cause.message.trim() : String(cause);
  return new DatabaseError('CANNOT_OPEN', `Cannot open the database ${where}: ${reason}`, { cause });
}
