export { type Database, type DatabaseOptions, openDatabase, Prisma, type Transaction } from './client.ts';
export { DatabaseError, type DatabaseErrorCode } from './errors.ts';
export { insertRow } from './insert.ts';
export { migrate } from './migrate.ts';
export { shareLookUps } from './shared.ts';
export { storeTogether } from './together.ts';
export { isRefused, isUniqueViolation, transaction } from './transaction.ts';
export { type DatabaseKind, sqliteUrl } from './url.ts';
