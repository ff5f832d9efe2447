import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../migrate.ts';
import { sqliteUrl } from '../url.ts';
import type { DatabaseLease } from './database-lease.ts';

/** The address of a file in a new folder; the file doesn't exist yet. */
export async function createFolder(): Promise<DatabaseLease> {
  const folder = await mkdtemp(join(tmpdir(), 'sitecast-db-'));
  return {
    url: sqliteUrl(join(folder, 'test.db')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function createMigratedFile(): Promise<DatabaseLease> {
  const folder = await createFolder();
  await writeMigratedFile(fileURLToPath(folder.url));
  return folder;
}

let migrated: Promise<Buffer> | undefined;

/** Writes a migrated database without rows. The migrations run once per process; each file is a copy. */
export async function writeMigratedFile(file: string): Promise<void> {
  migrated ??= migrateOnce();
  await writeFile(file, await migrated);
}

async function migrateOnce(): Promise<Buffer> {
  await using folder = await createFolder();
  await migrate(folder.url);
  return await readFile(fileURLToPath(folder.url));
}
