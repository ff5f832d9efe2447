import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { cacheStatements } from './sqlite-statements.ts';
import { createTestDatabase } from './testing/index.ts';

test('a statement is compiled once and run with different values', () => {
  const client = new BetterSqlite3(':memory:');
  client.exec('CREATE TABLE t (a INTEGER, b TEXT)');
  let compiled = 0;
  const prepare = client.prepare.bind(client);
  client.prepare = ((sql: string) => {
    compiled++;
    return prepare(sql);
  }) as typeof client.prepare;
  cacheStatements(client);

  for (const a of [1, 2, 3])
    client
      .prepare('INSERT INTO t VALUES (?, ?)')
      .bind([a, `row ${a}`])
      .run();
  const read = (a: number) => client.prepare('SELECT b FROM t WHERE a = ?').bind([a]).raw().all();
  expect([read(3), read(1)]).toEqual([[['row 3']], [['row 1']]]);
  expect(compiled).toBe(2);
  client.close();
});

test('statements are compiled again after a table changes', async () => {
  await using database = await createTestDatabase({ kind: 'sqlite' });
  const { db } = database;
  const all = () => db.$queryRawUnsafe<object[]>('SELECT * FROM "Setting"');
  await db.setting.create({ data: { key: 'a', value: { n: 1 } } });
  expect(await all()).toEqual([{ key: 'a', value: { n: 1 } }]);
  await db.$executeRawUnsafe(`ALTER TABLE "Setting" ADD COLUMN "note" TEXT DEFAULT 'new'`);
  expect(await all()).toEqual([{ key: 'a', value: { n: 1 }, note: 'new' }]);
});

test('concurrent queries don’t mix up their values', async () => {
  await using database = await createTestDatabase({ kind: 'sqlite' });
  const { db } = database;
  const keys = Array.from({ length: 200 }, (_, n) => `key ${n}`);
  await Promise.all(keys.map((key) => db.setting.create({ data: { key, value: key } })));
  const found = await Promise.all(keys.map((key) => db.setting.findUnique({ where: { key } })));
  expect(found.map((row) => row?.value)).toEqual(keys);
});
