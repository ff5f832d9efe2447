export { type Database, type DatabaseOptions, openDatabase, Prisma, type Transaction } from './client.ts';
export { DatabaseError, type DatabaseErrorCode } from './errors.ts';
export { groupCommit } from './group-commit.ts';
export { insertRow } from './insert.ts';
export { migrate } from './migrate.ts';
export { createSingleFlight } from './single-flight.ts';
export { isPermanentError, isUniqueViolation, transaction } from './transaction.ts';
export { type DatabaseKind, sqliteUrl } from './url.ts';
