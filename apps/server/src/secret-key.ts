import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './env.ts';

/** The installation's secret, read from `secret-key` in the data folder. Generated there at the first start (mode 0600). */
export async function loadSecretKey(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'secret-key');
  if (!existsSync(path)) await createKey(path);
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length < 32)
    throw new ConfigError([
      `${path} is damaged: it should contain the key that signs sessions. Delete it to generate a new one; everyone has to log in again.`,
    ]);
  return secret;
}

/** Written under a temporary name first, so that a killed process never leaves half a key. */
async function createKey(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await using file = await open(draft, 'w', 0o600);
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await file.sync();
    // `link` never overwrites: of two servers that start at once, one creates the key and both read it.
    await link(draft, path).catch((error) =>
      // Not every file system supports hard links.
      error.code === 'EEXIST' ? undefined : rename(draft, path),
    );
  } finally {
    await rm(draft, { force: true });
  }
}
