import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { migrations } from '../generated/migrations.ts';
import { migrate } from '../src/migrate.ts';
import { createEmptyDatabase } from '../src/testing/index.ts';
import type { DatabaseKind } from '../src/url.ts';
import { databaseKinds, readMigrations, readSchema, root, schemaFor } from './schema.ts';
import { diffSchema } from './schema-engine.ts';

describe.each(databaseKinds)('the %s migrations', (kind) => {
  test.skipIf(kind === 'postgresql' && !process.env.TEST_DATABASE_URL)(
    'build exactly schema.prisma; if not, run: pnpm migration <name>',
    async () => {
      await using empty = await createEmptyDatabase(kind);
      await migrate(empty.url);
      await using connection = connect(kind, empty.url);
      const { database } = connection;
      expect(await diffSchema({ kind, from: { database }, to: schemaFor(kind) })).toBe('');

      // Proves that a difference would be found.
      const edited = schemaFor(kind).replace('model Setting {', 'model Setting {\n  note String?');
      expect(await diffSchema({ kind, from: { database }, to: edited })).toContain('ADD COLUMN');
    },
  );

  test('are computed without a database', async () => {
    const to = schemaFor(kind).replace('model Setting {', 'model Setting {\n  note String?');
    const sql = await diffSchema({ kind, from: { schema: schemaFor(kind) }, to });
    expect(sql).toMatch(/ALTER TABLE "Setting" ADD COLUMN +"note" TEXT;/);
  });

  test('are the generated ones; if not, run: pnpm generate', () => {
    expect(migrations[kind]).toEqual(readMigrations(kind));
  });
});

test('the next migration starts from the schema of the newest one', () => {
  expect(readFileSync(join(root, 'migrations/schema.snapshot'), 'utf8')).toBe(readSchema());
});

test('both databases have the same migrations', () => {
  const names = databaseKinds.map((kind) => readMigrations(kind).map(({ name }) => name));
  expect(names[0]).toEqual(names[1]);
});

function connect(kind: DatabaseKind, url: string) {
  if (kind === 'sqlite') {
    const database = new PrismaBetterSqlite3({ url: fileURLToPath(url) });
    return { database, [Symbol.asyncDispose]: async () => {} };
  }
  const pool = new CatalogPool({ connectionString: url });
  return { database: new PrismaPg(pool), [Symbol.asyncDispose]: () => pool.end() };
}

/** PostgreSQL's catalog has columns of type "char", which Prisma's adapter rejects; reports them as text. */
class CatalogPool extends pg.Pool {
  override async query(...args: unknown[]) {
    const result = await (super.query as (...args: unknown[]) => Promise<pg.QueryResult>)(...args);
    for (const field of result.fields) if (field.dataTypeID === 18) field.dataTypeID = 25;
    return result;
  }
}
