import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createTestDatabase } from './testing.ts';
import { transaction } from './transaction.ts';

/** A fresh database on a disk that takes as long as the test wants: every sync waits for `go`, and is then made. */
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
    begun: (number: number) => eventually(() => expect(spy).toHaveBeenCalledTimes(number)),
    /** Lets go what waits now, and everything after it. */
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

test.each(['alone', 'in a transaction'])(
  'a write %s waits for the disk, and nobody else does',
  async (how) => {
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
    await disk.begun(1);
    expect(await db.setting.count()).toBe(1);
    expect(await transaction(db, (tx) => tx.setting.count())).toBe(1);
    expect(acknowledged).toBe(false);
    disk.go();
    await write;
    // Reading asks the disk for nothing.
    expect(disk.syncs()).toBe(1);
  },
);

test('those who write while the disk is busy share its next turn', async () => {
  await using disk = await createSlowDisk();
  const { db } = disk;
  const first = db.setting.create(setting('first')).then();
  await disk.begun(1);
  const others = Promise.all(
    Array.from({ length: 20 }, (_, i) => transaction(db, (tx) => tx.setting.create(setting(String(i))))),
  );
  await eventually(async () => expect(await db.setting.count()).toBe(21));
  expect(disk.syncs()).toBe(1);
  disk.go();
  await Promise.all([first, others]);
  expect(disk.syncs()).toBe(2);
});

test('a disk that fails fails who waits for it, and nobody who comes after', async () => {
  await using disk = await createSlowDisk();
  const { db } = disk;
  const failing = transaction(db, (tx) => tx.setting.create(setting('a'))).catch((error: Error) => error);
  await disk.begun(1);
  // Under way while the first one fails: it is not rolled back in its stead.
  const going = transaction(db, async (tx) => {
    await tx.setting.create(setting('b'));
    await disk.fail();
    expect(await failing).toBeInstanceOf(Error);
    disk.go();
    await tx.setting.create(setting('c'));
  });
  await going;
  const keys = (await db.setting.findMany({ select: { key: true } })).map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['b', 'c']));
});
