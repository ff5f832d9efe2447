import { type FileHandle, open } from 'node:fs/promises';

/**
 * Syncs the write-ahead log of a SQLite file to disk in a worker thread. SQLite would do this within COMMIT
 * (`synchronous = FULL`), which blocks the whole process for the milliseconds it takes.
 */
export function createWalSync(file: string) {
  let log: Promise<FileHandle> | null = null;
  const sync = createSharedSync(async () => {
    // SQLite uses the same WAL file while connected. It holds no lock on it that closing could release.
    log ??= open(`${file}-wal`, 'r+');
    await (await log).datasync();
  });
  return {
    /** Resolves when everything committed before the call is on disk. */
    sync,
    async close(): Promise<void> {
      await (await log?.catch(() => null))?.close();
    },
  };
}

/** Runs `work` once at a time. Calls during a run share the next run. */
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
