import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The installation's secret: read from `secret-key` in the data folder, or generated into it once (mode 0600). */
export async function loadSecretKey(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'secret-key');
  try {
    // `wx` creates or fails: of two servers that start at once, one writes and the other reads.
    await using file = await open(path, 'wx', 0o600);
    const secret = randomBytes(32).toString('base64url');
    await file.writeFile(`${secret}\n`);
    await file.sync();
    return secret;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length < 32)
    throw new Error(
      `${path} is damaged: it should hold the key that signs sessions. Delete it to make a new one; everybody has to log in again.`,
    );
  return secret;
}
