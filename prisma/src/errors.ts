export type DatabaseErrorCode =
  | 'BAD_URL'
  | 'CANNOT_OPEN'
  | 'IN_USE'
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'
  | 'NEWER_THAN_CODE';

/** The database can't be opened or migrated. The message is for the person who starts the server. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
