import { type FileHandle, open } from 'node:fs/promises';

/**
 * Brings to the disk what is in the write-ahead log of a SQLite file, on a thread of its own. SQLite itself would do it
 * within COMMIT (`synchronous = FULL`), and the whole process would stand still for the milliseconds that a disk takes.
 */
export function createWalSync(file: string) {
  let log: Promise<FileHandle> | null = null;
  const sync = createSharedSync(async () => {
    // SQLite keeps one log as long as it is connected. No lock of its own is on this file, which closing would release.
    log ??= open(`${file}-wal`, 'r+');
    await (await log).datasync();
  });
  return {
    /** Resolves when everything that was committed before the call is on the disk. */
    sync,
    async close(): Promise<void> {
      await (await log?.catch(() => null))?.close();
    },
  };
}

/** One run of `work` at a time. Who calls while one is under way shares the next: that one covers them all. */
function createSharedSync(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= last.then(() => {
      next = null;
      const running = work();
      last = running.catch(() => {});
      return running;
    });
    return next;
  };
}
