import { describe, expect, test } from 'vitest';
import { createTestDatabase } from './testing/index.ts';
import { isUniqueViolation, transaction } from './transaction.ts';

describe.each(['sqlite', 'postgresql'] as const)('%s', (kind) => {
  describe.skipIf(kind === 'postgresql' && !process.env.TEST_DATABASE_URL)('transaction', () => {
    test('50 concurrent read-modify-writes lose no update', async () => {
      await using database = await createTestDatabase({ kind });
      const { db } = database;
      await db.setting.create({ data: { key: 'counter', value: 0 } });
      const increment = () =>
        transaction(db, async (tx) => {
          const { value } = await tx.setting.findUniqueOrThrow({ where: { key: 'counter' } });
          await tx.setting.update({ where: { key: 'counter' }, data: { value: Number(value) + 1 } });
        });
      await Promise.all(Array.from({ length: 50 }, increment));
      expect(await db.setting.findUnique({ where: { key: 'counter' } })).toMatchObject({ value: 50 });
    });

    test('a conflict that only shows at commit is retried', async () => {
      await using database = await createTestDatabase({ kind });
      const { db } = database;
      // Each reads what the others write, but no two write the same row.
      const insert = (key: string) =>
        transaction(db, async (tx) => {
          const value = await tx.setting.count();
          await tx.setting.create({ data: { key, value } });
        });
      await Promise.all(Array.from({ length: 20 }, (_, i) => insert(String(i))));
      const values = (await db.setting.findMany()).map(({ value }) => Number(value));
      expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    });

    test('stores nothing if the work fails', async () => {
      await using database = await createTestDatabase({ kind });
      const { db } = database;
      const failing = transaction(db, async (tx) => {
        await tx.setting.create({ data: { key: 'a', value: 1 } });
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await db.setting.count()).toBe(0);
    });

    test('a write outside an open transaction survives its rollback', async () => {
      await using database = await createTestDatabase({ kind });
      const { db } = database;
      let outside: Promise<unknown> | undefined;
      const failing = transaction(db, async (tx) => {
        await tx.setting.create({ data: { key: 'inside', value: 1 } });
        outside = db.setting.create({ data: { key: 'outside', value: 1 } }).then();
        await tx.setting.update({ where: { key: 'inside' }, data: { value: 2 } });
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      await outside;
      expect(await db.setting.findMany({ select: { key: true } })).toEqual([{ key: 'outside' }]);
    });

    test('single writes, nested writes, batches and transactions run concurrently', async () => {
      await using database = await createTestDatabase({ kind });
      const { db } = database;
      const session = { expiresAt: new Date(), lastSeenAt: new Date() };
      await Promise.all(
        Array.from({ length: 10 }, (_, i) => [
          db.workspace.create({ data: { id: `single-${i}`, name: 'w' } }),
          db.user.create({
            data: {
              id: `u${i}`,
              email: `${i}@example.com`,
              name: 'u',
              sessions: { create: { id: `s${i}`, ...session } },
            },
          }),
          db.$transaction([
            db.workspace.create({ data: { id: `batch-${i}`, name: 'w' } }),
            db.workspace.update({ where: { id: `batch-${i}` }, data: { name: 'x' } }),
          ]),
          transaction(db, (tx) => tx.workspace.create({ data: { id: `tx-${i}`, name: 'w' } })),
        ]).flat(),
      );
      expect(await db.workspace.count()).toBe(30);
      expect(await db.session.count()).toBe(10);
    });

    test('uncommitted changes are not visible to others', async () => {
      await using database = await createTestDatabase({ kind });
      const { db } = database;
      let seen: Promise<number> | undefined;
      await transaction(db, async (tx) => {
        await tx.setting.create({ data: { key: 'a', value: 1 } });
        seen = db.setting.count().then((count) => count);
        await tx.setting.delete({ where: { key: 'a' } });
      });
      expect(await seen).toBe(0);
    });
  });

  describe.skipIf(kind === 'postgresql' && !process.env.TEST_DATABASE_URL)('isUniqueViolation', () => {
    test('distinguishes a duplicate from other errors', async () => {
      await using database = await createTestDatabase({ kind });
      const { db } = database;
      const insert = () => db.setting.create({ data: { key: 'a', value: 1 } });
      await insert();
      expect(isUniqueViolation(await insert().catch((error) => error))).toBe(true);
      const raw = db.$executeRaw`INSERT INTO "Setting" ("key", "value") VALUES ('a', '1')`;
      expect(isUniqueViolation(await raw.catch((error) => error))).toBe(true);
      const missing = db.setting.update({ where: { key: 'b' }, data: { value: 1 } });
      expect(isUniqueViolation(await missing.catch((error) => error))).toBe(false);
      expect(isUniqueViolation(new Error('P2002'))).toBe(false);
    });
  });
});
