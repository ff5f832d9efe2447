import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { migrations } from '../generated/migrations.ts';
import { openDatabase } from './client.ts';
import { type Migration, migrate } from './migrate.ts';
import { createEmptyDatabase } from './testing/index.ts';

const one: Migration = { name: '1_one', sql: 'CREATE TABLE one (id INTEGER PRIMARY KEY);' };
const two: Migration = { name: '2_two', sql: 'CREATE TABLE two (id INTEGER PRIMARY KEY);' };

describe.each(['sqlite', 'postgresql'] as const)('migrate on %s', (kind) => {
  describe.skipIf(kind === 'postgresql' && !process.env.TEST_DATABASE_URL)('', () => {
    test('applies all migrations once and records them like Prisma', async () => {
      await using empty = await createEmptyDatabase(kind);
      const names = migrations[kind].map(({ name }) => name);
      expect(await migrate(empty.url)).toEqual(names);
      expect(await migrate(empty.url)).toEqual([]);

      await using db = await openDatabase(empty.url);
      const rows = await db.$queryRaw`SELECT * FROM _prisma_migrations ORDER BY migration_name`;
      expect(rows).toEqual(
        migrations[kind].map(({ name, sql }) => ({
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          migration_name: name,
          checksum: createHash('sha256').update(sql).digest('hex'),
          started_at: expect.any(Date),
          finished_at: expect.any(Date),
          applied_steps_count: expect.toSatisfy((count) => Number(count) === 1),
          logs: null,
          rolled_back_at: null,
        })),
      );
    });

    test('applies only new migrations, in order', async () => {
      await using empty = await createEmptyDatabase(kind);
      expect(await migrate(empty.url, only([one]))).toEqual(['1_one']);
      expect(await migrate(empty.url, only([one, two]))).toEqual(['2_two']);
    });

    test('rejects a migration that was changed after it was applied', async () => {
      await using empty = await createEmptyDatabase(kind);
      await migrate(empty.url, only([one]));
      const changed = { ...one, sql: `${one.sql} -- and more` };
      const error = await migrate(empty.url, only([changed, two])).catch((reason: Error) => reason);
      expect(error).toMatchObject({ code: 'MIGRATION_CHANGED', message: expect.stringContaining('1_one') });
      expect(await tables(empty.url)).not.toContain('two');
    });

    test('rejects a database that is newer than the code', async () => {
      await using empty = await createEmptyDatabase(kind);
      await migrate(empty.url, only([one, two]));
      await expect(migrate(empty.url, only([one]))).rejects.toMatchObject({
        code: 'NEWER_THAN_CODE',
        message: expect.stringContaining('2_two'),
      });
    });

    test('a failed migration is rolled back and can be fixed and applied', async () => {
      await using empty = await createEmptyDatabase(kind);
      const broken = { ...two, sql: `${two.sql} INSERT INTO three VALUES (1);` };
      await expect(migrate(empty.url, only([one, broken]))).rejects.toMatchObject({
        code: 'MIGRATION_FAILED',
        message: expect.stringMatching(/2_two.*three/),
      });
      expect(await tables(empty.url)).toEqual(expect.arrayContaining(['one']));
      expect(await tables(empty.url)).not.toContain('two');
      expect(await migrate(empty.url, only([one, two]))).toEqual(['2_two']);
    });
  });
});

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'servers that start at the same time on PostgreSQL apply each migration once',
  async () => {
    await using empty = await createEmptyDatabase('postgresql');
    const applied = await Promise.all([migrate(empty.url), migrate(empty.url), migrate(empty.url)]);
    expect(applied.flat()).toEqual(migrations.postgresql.map(({ name }) => name));
  },
);

describe('a SQLite migration that rebuilds a table', () => {
  const family: Migration = {
    name: '1_family',
    sql: `CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);
      INSERT INTO parent VALUES (1); INSERT INTO child VALUES (10, 1);`,
  };

  test('keeps the rows that reference it', async () => {
    await using empty = await createEmptyDatabase('sqlite');
    const rebuild = `CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT);
      INSERT INTO new_parent (id) SELECT id FROM parent;
      DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent;`;
    await migrate(empty.url, only([family, { name: '2_rebuild', sql: rebuild }]));
    await using db = await openDatabase(empty.url);
    expect(await db.$queryRaw`SELECT count(*) AS n FROM child`).toEqual([{ n: 1n }]);
  });

  test('fails if it leaves dangling references', async () => {
    await using empty = await createEmptyDatabase('sqlite');
    const careless = { name: '2_careless', sql: 'DELETE FROM parent;' };
    await expect(migrate(empty.url, only([family, careless]))).rejects.toThrow(
      'rows of child reference missing',
    );
  });
});

function only(list: Migration[]) {
  return { sqlite: list, postgresql: list };
}

async function tables(url: string): Promise<string[]> {
  await using db = await openDatabase(url);
  const rows =
    db.databaseKind === 'sqlite'
      ? db.$queryRaw<{ name: string }[]>`SELECT name FROM sqlite_master WHERE type = 'table'`
      : db.$queryRaw<{ name: string }[]>`SELECT tablename::text AS name FROM pg_tables`;
  return (await rows).map(({ name }) => name);
}
