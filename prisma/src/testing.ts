import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from './client.ts';
import { migrate } from './migrate.ts';
import { onServer, serverUrl } from './testing/server.ts';
import { type DatabaseKind, sqliteUrl } from './url.ts';

export { type DatabaseProxy, startDatabaseProxy, takeDatabaseAway } from './testing/away.ts';

export interface TestDatabase extends AsyncDisposable {
  db: Database;
  url: string;
}

/**
 * A fresh, migrated database of its own, removed when it is disposed of:
 * `await using database = await createTestDatabase()`.
 * @param options.kind default: `SITECAST_TEST_DB`, else SQLite. PostgreSQL needs `TEST_DATABASE_URL`.
 */
export async function createTestDatabase(
  options: { kind?: DatabaseKind; onQuery?: (sql: string) => void } = {},
): Promise<TestDatabase> {
  const kind = options.kind ?? defaultKind();
  const place = kind === 'sqlite' ? await createMigratedFile() : await takeMigratedDatabase();
  try {
    const db = await openDatabase(place.url, { poolSize: 5, onQuery: options.onQuery });
    return {
      db,
      url: place.url,
      async [Symbol.asyncDispose]() {
        await db.close();
        await place[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await place[Symbol.asyncDispose]();
    throw error;
  }
}

/** The place for a database, with nothing in it: for tests of the migrations themselves. */
export function createEmptyDatabase(kind: DatabaseKind): Promise<DatabasePlace> {
  return kind === 'sqlite' ? createFolder() : createDatabase();
}

interface DatabasePlace extends AsyncDisposable {
  url: string;
}

function defaultKind(): DatabaseKind {
  const kind = process.env.SITECAST_TEST_DB ?? 'sqlite';
  if (kind === 'sqlite' || kind === 'postgresql') return kind;
  throw new Error(`SITECAST_TEST_DB must be sqlite or postgresql, not ${kind}`);
}

async function createFolder(): Promise<DatabasePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'sitecast-db-'));
  return {
    url: sqliteUrl(join(folder, 'test.db')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

let migratedFile: Promise<Buffer> | undefined;

/** The migrations run once a process; a copy of the result takes no time. */
async function createMigratedFile(): Promise<DatabasePlace> {
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

/** Databases that are migrated and empty again, until `dropKeptDatabases`; null: none are kept. */
let kept: DatabasePlace[] | null = null;

/**
 * From now on a PostgreSQL database is emptied after its test and taken for a later one: that takes a hundredth
 * of the time that creating and migrating another does.
 */
export function keepDatabases(): void {
  kept ??= [];
}

/** Ends what `keepDatabases` began. */
export async function dropKeptDatabases(): Promise<void> {
  const places = kept ?? [];
  kept = null;
  await Promise.all(places.map((place) => place[Symbol.asyncDispose]()));
}

async function takeMigratedDatabase(): Promise<DatabasePlace> {
  let place = kept?.pop();
  if (!place) {
    place = await createDatabase();
    await migrate(place.url);
  }
  const { url } = place;
  return {
    url,
    async [Symbol.asyncDispose]() {
      if (!kept) return place[Symbol.asyncDispose]();
      await onServer(url, (server) => server.query(emptyAllTables));
      kept.push(place);
    },
  };
}

/** In one transaction, in any order: what points at a row goes as well. */
const emptyAllTables = `DO $$
DECLARE name text;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
END $$`;

async function createDatabase(): Promise<DatabasePlace> {
  const name = `sitecast_test_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl(), async (server) => {
    await server.query(`CREATE DATABASE ${name}`);
    // It has nothing that would have to outlive the machine.
    await server.query(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  });
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await onServer(serverUrl(), (server) => server.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}
