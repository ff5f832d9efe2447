import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../core/errors.ts';
import type { FileStore, ReceivedFile } from '../core/ports.ts';

/** How often, and at which interval, a file is looked for while another process may be putting it back. */
const TRIES = 5;
const BETWEEN_TRIES_MS = 50;

/** The store as its own sweep uses it. */
export interface SweptFileStore extends FileStore {
  /** Puts a file that waits, and that no running process is working on, in its place if a row points at it; else deletes it. */
  settle(waiting: WaitingFile): Promise<void>;
}

type WaitingFile = Pick<ReceivedFile, 'path' | 'sha256'>;

/**
 * Content-addressed storage: bytes are at `<first two digits>/<SHA-256>`, once for any number of rows and processes
 * that share the folder. There are no locks. Removing moves the bytes aside, checks again for rows that point at them,
 * and moves them back if there is one. Adding a row puts the bytes in place before and again after the row is written:
 * so either they are there, or the process that moved them aside sees the row.
 *
 * @param wanted those of the hashes that some row points at
 */
export function createFileStore({
  folder,
  wanted,
}: {
  folder: string;
  wanted: (hashes: string[]) => Promise<Set<string>>;
}): SweptFileStore {
  const incoming = incomingFolder(folder);
  const isWanted = async (sha256: string) => (await wanted([sha256])).has(sha256);
  const placeOf = (sha256: string) => join(folder, placeInStore(sha256));

  async function put(path: string, sha256: string): Promise<void> {
    const place = placeOf(sha256);
    const shelf = join(place, '..');
    await mkdir(shelf, { recursive: true, mode: 0o700 });
    await link(path, place).catch(unless('EEXIST'));
    await syncFolder(shelf);
  }

  async function remove(sha256: string): Promise<void> {
    if (await isWanted(sha256)) return;
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    const aside = join(incoming, wholeName(sha256));
    await rename(placeOf(sha256), aside).catch(unless('ENOENT'));
    await settle({ path: aside, sha256 });
  }

  async function settle({ path, sha256 }: WaitingFile): Promise<void> {
    // Another process may be doing the same.
    if (await isWanted(sha256)) await put(path, sha256).catch(unless('ENOENT'));
    await rm(path, { force: true });
  }

  return {
    folder,
    remove,
    settle,
    async receive(content, { maxBytes }) {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const draft = join(incoming, randomUUID());
      try {
        const hash = createHash('sha256');
        let size = 0;
        {
          await using file = await open(draft, 'wx', 0o600);
          for await (const part of content) {
            size += part.length;
            if (size > maxBytes) throw tooLarge(maxBytes);
            hash.update(part);
            await file.writeFile(part);
          }
          await file.sync();
        }
        const sha256 = hash.digest('hex');
        const path = join(incoming, wholeName(sha256));
        await rename(draft, path);
        return { path, sha256, size };
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async keep({ path, sha256 }, write) {
      await put(path, sha256);
      try {
        const written = await write();
        await put(path, sha256);
        return written;
      } catch (error) {
        await remove(sha256);
        throw error;
      }
    },
    async discard({ path }) {
      await rm(path, { force: true });
    },
    async find(sha256) {
      for (let tries = 1; ; tries++) {
        try {
          await stat(placeOf(sha256));
          return placeInStore(sha256);
        } catch (error) {
          if (tries === TRIES) throw error;
          await pause(BETWEEN_TRIES_MS);
        }
      }
    },
  };
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('TOO_LARGE', `Files can be at most ${maxBytes / 1024 ** 2} MiB.`);
}

/** Holds uploads in progress, and files set aside until it is known whether a row points at them. */
export function incomingFolder(folder: string): string {
  return join(folder, 'incoming');
}

/** The hash in the name of a complete file in the incoming folder, else null. */
export function hashOfWaiting(name: string): string | null {
  return /^([0-9a-f]{64})\./.exec(name)?.[1] ?? null;
}

function wholeName(sha256: string): string {
  return `${sha256}.${randomUUID()}`;
}

function placeInStore(sha256: string): string {
  return join(sha256.slice(0, 2), sha256);
}

function unless(code: string) {
  return (error: NodeJS.ErrnoException) => {
    if (error.code !== code) throw error;
  };
}

/** Makes a new name survive a crash of the machine. Not every system can sync a folder. */
async function syncFolder(path: string): Promise<void> {
  try {
    await using folder = await open(path, 'r');
    await folder.sync();
  } catch {}
}
