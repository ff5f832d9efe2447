import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Database, openDatabase } from './client.ts';
import { migrate } from './migrate.ts';
import { type DatabaseKind, sqliteUrl } from './url.ts';

export interface TestDatabase extends AsyncDisposable {
  db: Database;
  url: string;
}

/**
 * A fresh, migrated database of its own, removed when it is disposed of:
 * `await using database = await createTestDatabase()`.
 * @param options.kind default: `SITECAST_TEST_DB`, else SQLite. PostgreSQL needs `TEST_DATABASE_URL`.
 */
export async function createTestDatabase(options: { kind?: DatabaseKind } = {}): Promise<TestDatabase> {
  const kind = options.kind ?? defaultKind();
  const empty = await createEmptyDatabase(kind);
  try {
    if (kind === 'sqlite') await writeFile(fileURLToPath(empty.url), await migratedFile());
    else await migrate(empty.url);
    const db = await openDatabase(empty.url, { poolSize: 5 });
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

/** The place for a database, with nothing in it: for tests of the migrations themselves. */
export async function createEmptyDatabase(kind: DatabaseKind): Promise<AsyncDisposable & { url: string }> {
  return kind === 'sqlite' ? createSqliteFolder() : createPostgresqlDatabase();
}

function defaultKind(): DatabaseKind {
  const kind = process.env.SITECAST_TEST_DB ?? 'sqlite';
  if (kind === 'sqlite' || kind === 'postgresql') return kind;
  throw new Error(`SITECAST_TEST_DB must be sqlite or postgresql, not ${kind}`);
}

async function createSqliteFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'sitecast-db-'));
  return {
    url: sqliteUrl(join(folder, 'test.db')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

let template: Promise<Buffer> | undefined;

/** A migrated SQLite file: made once a process, because a copy is ten times faster than the migrations. */
function migratedFile(): Promise<Buffer> {
  template ??= (async () => {
    await using empty = await createSqliteFolder();
    await migrate(empty.url);
    return await readFile(fileURLToPath(empty.url));
  })();
  return template;
}

async function createPostgresqlDatabase() {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL must name a PostgreSQL server for tests on PostgreSQL');
  const name = `sitecast_test_${randomBytes(8).toString('hex')}`;
  await runOn(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => runOn(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function runOn(server: string, sql: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
