import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOfWaiting, incomingFolder, type SweptFileStore } from './store.ts';

const DAY_MS = 86_400_000;
/** An upload without progress for this long is abandoned. */
const GIVEN_UP_MS = 3_600_000;
const BATCH = 500;

interface Sweeping {
  store: SweptFileStore;
  wanted: (hashes: string[]) => Promise<Set<string>>;
}

/**
 * Removes what a crash has left behind: interrupted uploads, and bytes that no row points at, such as those of a
 * deleted client.
 */
export async function sweepFiles({ store, wanted }: Sweeping, signal?: AbortSignal): Promise<void> {
  const incoming = incomingFolder(store.folder);
  for (const name of await namesIn(incoming)) {
    if (signal?.aborted) return;
    const path = join(incoming, name);
    const changed = await stat(path).catch(() => null);
    if (!changed || changed.mtimeMs > Date.now() - GIVEN_UP_MS) continue;
    const sha256 = hashOfWaiting(name);
    // It may be the only copy of bytes that a row points at.
    if (sha256) await store.settle({ path, sha256 });
    else await rm(path, { force: true });
  }
  for (const shelf of await namesIn(store.folder)) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    const hashes = (await namesIn(join(store.folder, shelf))).filter((name) => /^[0-9a-f]{64}$/.test(name));
    for (let start = 0; start < hashes.length && !signal?.aborted; start += BATCH) {
      const batch = hashes.slice(start, start + BATCH);
      const known = await wanted(batch);
      for (const sha256 of batch) if (!known.has(sha256)) await store.remove(sha256);
    }
  }
}

/** Sweeps now, and then once a day. Returns the function that ends it. */
export function startSweeping(parts: Sweeping, onError: (error: unknown) => void): () => Promise<void> {
  const ending = new AbortController();
  let running = Promise.resolve();
  const run = () => {
    running = sweepFiles(parts, ending.signal).catch(onError);
  };
  run();
  const daily = setInterval(run, DAY_MS).unref();
  return async () => {
    clearInterval(daily);
    ending.abort();
    await running;
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
