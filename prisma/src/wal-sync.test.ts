import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createTestDatabase } from './testing/index.ts';
import { transaction } from './transaction.ts';

/** A new database on a slow disk: every sync waits for `go`. */
async function createSlowDisk() {
  const database = await createTestDatabase({ kind: 'sqlite' });
  const handle = await open(fileURLToPath(database.url));
  const { datasync } = Object.getPrototypeOf(handle) as typeof handle;
  const spy = vi.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'datasync');
  await handle.close();
  let waiting: (() => void)[] = [];
  let broken = false;
  spy.mockImplementation(async function (this: typeof handle) {
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (broken) throw new Error('EIO');
    await datasync.call(this);
  });
  onTestFinished(() => {
    spy.mockRestore();
  });
  return {
    db: database.db,
    syncs: () => spy.mock.calls.length,
    syncStarted: (number: number) => eventually(() => expect(spy).toHaveBeenCalledTimes(number)),
    /** Completes waiting syncs, and later ones immediately. */
    go() {
      spy.mockImplementation(datasync);
      for (const resolve of waiting.splice(0)) resolve();
    },
    async fail() {
      broken = true;
      for (const resolve of waiting.splice(0)) resolve();
      broken = await Promise.resolve(false);
    },
    async [Symbol.asyncDispose]() {
      this.go();
      waiting = [];
      await database[Symbol.asyncDispose]();
    },
  };
}

const eventually = (assert: () => unknown) => vi.waitFor(assert, { timeout: 10_000 });
const setting = (key: string) => ({ data: { key, value: 1 } });

test.each(['alone', 'in a transaction'])('a write %s waits for the disk, while reads do not', async (how) => {
  await using disk = await createSlowDisk();
  const { db } = disk;
  let acknowledged = false;
  const write = (
    how === 'alone'
      ? db.setting.create(setting('a')).then()
      : transaction(db, (tx) => tx.setting.create(setting('a')))
  ).then(() => {
    acknowledged = true;
  });
  await disk.syncStarted(1);
  expect(await db.setting.count()).toBe(1);
  expect(await transaction(db, (tx) => tx.setting.count())).toBe(1);
  expect(acknowledged).toBe(false);
  disk.go();
  await write;
  // Reads don't sync.
  expect(disk.syncs()).toBe(1);
});

test('writes during a sync share the next one', async () => {
  await using disk = await createSlowDisk();
  const { db } = disk;
  const first = db.setting.create(setting('first')).then();
  await disk.syncStarted(1);
  const others = Promise.all(
    Array.from({ length: 20 }, (_, i) => transaction(db, (tx) => tx.setting.create(setting(String(i))))),
  );
  await eventually(async () => expect(await db.setting.count()).toBe(21));
  expect(disk.syncs()).toBe(1);
  disk.go();
  await Promise.all([first, others]);
  expect(disk.syncs()).toBe(2);
});

test('a failed sync fails the writes that wait for it, and no later ones', async () => {
  await using disk = await createSlowDisk();
  const { db } = disk;
  const failing = transaction(db, (tx) => tx.setting.create(setting('a'))).catch((error: Error) => error);
  await disk.syncStarted(1);
  // In progress while the first one fails, and must not be rolled back in its place.
  const concurrent = transaction(db, async (tx) => {
    await tx.setting.create(setting('b'));
    await disk.fail();
    expect(await failing).toBeInstanceOf(Error);
    disk.go();
    await tx.setting.create(setting('c'));
  });
  await concurrent;
  const keys = (await db.setting.findMany({ select: { key: true } })).map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['b', 'c']));
});
