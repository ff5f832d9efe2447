import { type Database, openDatabase } from '../client.ts';
import type { DatabaseKind } from '../url.ts';
import type { DatabaseLease } from './database-lease.ts';
import { createPostgresqlDatabase, takePostgresqlDatabase } from './postgresql.ts';
import { createFolder, createMigratedFile } from './sqlite.ts';

export { writeMigratedFile } from './sqlite.ts';

export interface TestDatabase extends AsyncDisposable {
  db: Database;
  url: string;
}

/**
 * A migrated database without rows, for one test: `await using database = await createTestDatabase()`.
 * @param options.kind default: `SITECAST_TEST_DB`, else SQLite. PostgreSQL needs `TEST_DATABASE_URL`.
 * @param options.onQuery is called with the text of every statement
 */
export async function createTestDatabase(
  options: { kind?: DatabaseKind; onQuery?: (sql: string) => void } = {},
): Promise<TestDatabase> {
  const kind = options.kind ?? defaultKind();
  const lease = kind === 'sqlite' ? await createMigratedFile() : await takePostgresqlDatabase();
  try {
    const db = await openDatabase(lease.url, { poolSize: 5, onQuery: options.onQuery });
    return {
      db,
      url: lease.url,
      async [Symbol.asyncDispose]() {
        await db.close();
        await lease[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await lease[Symbol.asyncDispose]();
    throw error;
  }
}

/** A database without tables, for tests of the migrations themselves. */
export function createEmptyDatabase(kind: DatabaseKind): Promise<DatabaseLease> {
  return kind === 'sqlite' ? createFolder() : createPostgresqlDatabase();
}

function defaultKind(): DatabaseKind {
  const kind = process.env.SITECAST_TEST_DB ?? 'sqlite';
  if (kind === 'sqlite' || kind === 'postgresql') return kind;
  throw new Error(`SITECAST_TEST_DB must be sqlite or postgresql, not ${kind}`);
}
