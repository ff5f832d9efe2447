import { fileURLToPath, pathToFileURL } from 'node:url';
import { DatabaseError } from './errors.ts';

export type DatabaseKind = 'sqlite' | 'postgresql';

/** A parsed database URL: the path of the SQLite file, or the URL for the PostgreSQL driver. */
export type DatabaseAddress = { kind: 'sqlite'; file: string } | { kind: 'postgresql'; url: string };

/**
 * Parses `file:/abs/path.db`, `postgres://…` or `postgresql://…`.
 * @throws {DatabaseError} `BAD_URL` for anything else; the message never contains a password
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: 'postgresql', url };
  if (/^file:(\/\/)?\/(?!\/)/.test(url)) return { kind: 'sqlite', file: fileURLToPath(url) };
  const scheme = /^[a-z+.-]*:/i.exec(url)?.[0] ?? 'no scheme';
  throw new DatabaseError(
    'BAD_URL',
    `The database URL must be file:/absolute/path.db or postgres://…, not ${scheme}`,
  );
}

/** The URL of a SQLite file. @param file absolute path; special characters are escaped */
export function sqliteUrl(file: string): string {
  return pathToFileURL(file).href;
}

/** A `CANNOT_OPEN` error that names the database without its user and password. */
export function cannotOpen(address: DatabaseAddress, cause: unknown): DatabaseError {
  const where = address.kind === 'sqlite' ? address.file : new URL(address.url).host;
  const reason = cause instanceof Error ? cause.message.trim() : String(cause);
  return new DatabaseError('CANNOT_OPEN', `Cannot open the database ${where}: ${reason}`, { cause });
}
