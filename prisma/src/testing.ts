import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from './client.ts';
import { migrate } from './migrate.ts';
import { serverUrl, withServer } from './testing/server.ts';
import { type DatabaseKind, sqliteUrl } from './url.ts';

export { type DatabaseProxy, startDatabaseOutage, startDatabaseProxy } from './testing/outage.ts';

export interface TestDatabase extends AsyncDisposable {
  db: Database;
  url: string;
}

/**
 * Creates a new migrated database, removed on disposal: `await using database = await createTestDatabase()`.
 * @param options.kind default: `SITECAST_TEST_DB`, else SQLite. PostgreSQL needs `TEST_DATABASE_URL`.
 */
export async function createTestDatabase(
  options: { kind?: DatabaseKind; onQuery?: (sql: string) => void } = {},
): Promise<TestDatabase> {
  const kind = options.kind ?? defaultKind();
  const empty = kind === 'sqlite' ? await createMigratedFile() : await acquireMigratedDatabase();
  try {
    const db = await openDatabase(empty.url, { poolSize: 5, onQuery: options.onQuery });
    return {
      db,
      url: empty.url,
      async [Symbol.asyncDispose]() {
        await db.close();
        await empty[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await empty[Symbol.asyncDispose]();
    throw error;
  }
}

/** Creates a database without tables, for tests of the migrations themselves. */
export function createEmptyDatabase(kind: DatabaseKind): Promise<EmptyDatabase> {
  return kind === 'sqlite' ? createFolder() : createDatabase();
}

interface EmptyDatabase extends AsyncDisposable {
  url: string;
}

function defaultKind(): DatabaseKind {
  const kind = process.env.SITECAST_TEST_DB ?? 'sqlite';
  if (kind === 'sqlite' || kind === 'postgresql') return kind;
  throw new Error(`SITECAST_TEST_DB must be sqlite or postgresql, not ${kind}`);
}

async function createFolder(): Promise<EmptyDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'sitecast-db-'));
  return {
    url: sqliteUrl(join(folder, 'test.db')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

let migratedFile: Promise<Buffer> | undefined;

/** Migrations run once per process; each database is a copy of the result. */
async function createMigratedFile(): Promise<EmptyDatabase> {
  migratedFile ??= (async () => {
    await using folder = await createFolder();
    await migrate(folder.url);
    return await readFile(fileURLToPath(folder.url));
  })();
  const content = await migratedFile;
  const folder = await createFolder();
  await writeFile(fileURLToPath(folder.url), content);
  return folder;
}

/** Migrated, emptied databases for reuse, until `dropKeptDatabases`; null: disabled. */
let pool: EmptyDatabase[] | null = null;

/**
 * Enables reuse: a PostgreSQL database is emptied after its test and used for a later one, which takes a hundredth of
 * the time of creating and migrating a new one.
 */
export function keepDatabases(): void {
  pool ??= [];
}

/** Disables reuse and drops the kept databases. */
export async function dropKeptDatabases(): Promise<void> {
  const all = pool ?? [];
  pool = null;
  await Promise.all(all.map((empty) => empty[Symbol.asyncDispose]()));
}

async function acquireMigratedDatabase(): Promise<EmptyDatabase> {
  let empty = pool?.pop();
  if (!empty) {
    empty = await createDatabase();
    await migrate(empty.url);
  }
  const { url } = empty;
  return {
    url,
    async [Symbol.asyncDispose]() {
      if (!pool) return empty[Symbol.asyncDispose]();
      await withServer(url, (server) => server.query(emptyAllTables));
      pool.push(empty);
    },
  };
}

/** In one transaction and in any order, without checking foreign keys. */
const emptyAllTables = `DO $$
DECLARE name text;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
END $$`;

async function createDatabase(): Promise<EmptyDatabase> {
  const name = `sitecast_test_${randomBytes(8).toString('hex')}`;
  await withServer(serverUrl(), async (server) => {
    await server.query(`CREATE DATABASE ${name}`);
    // Test data needs no durability.
    await server.query(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  });
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await withServer(serverUrl(), (server) => server.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}
