import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Database } from './client.ts';
import { groupCommit } from './group-commit.ts';
import { insertRow } from './insert.ts';
import { createTestDatabase } from './testing/index.ts';

/** Stores two rows atomically. */
const pair = (db: Database, key: string, second = `${key} again`) =>
  groupCommit(db, () => [
    insertRow(db, 'Setting', { key, value: { key } }),
    insertRow(db, 'Setting', { key: second, value: { key } }),
  ]);
const keys = async (db: Database) =>
  (await db.setting.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key);

test('any number of concurrent calls are stored', async () => {
  await using database = await createTestDatabase();
  const wanted = Array.from({ length: 100 }, () => randomUUID());
  await Promise.all(wanted.map((key) => pair(database.db, key)));
  expect(await keys(database.db)).toEqual(wanted.flatMap((key) => [key, `${key} again`]).sort());
});

test('a failing call stores nothing and does not affect others', async () => {
  await using database = await createTestDatabase();
  const { db } = database;
  await pair(db, 'taken');
  const outcomes = await Promise.allSettled([
    pair(db, 'a'),
    pair(db, 'b', 'taken'),
    pair(db, 'c'),
    pair(db, 'taken'),
    pair(db, 'd'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  const stored = ['a', 'c', 'd', 'taken'].flatMap((key) => [key, `${key} again`]);
  expect(await keys(db)).toEqual(stored);
  await pair(db, 'e');
  expect(await keys(db)).toContain('e');
});

test('rows are stored when the call resolves', async () => {
  await using database = await createTestDatabase();
  const { db } = database;
  const seen = await Promise.all(
    ['a', 'b', 'c'].map(async (key) => {
      await pair(db, key);
      return (await keys(db)).includes(key);
    }),
  );
  expect(seen).toEqual([true, true, true]);
});
