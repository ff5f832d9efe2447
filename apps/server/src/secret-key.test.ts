import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecretKey } from './secret-key.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sitecast-key-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('is made once, for the owner’s eyes only, and used again', async () => {
  const dataDir = join(folder, 'not', 'there', 'yet');
  const key = await loadSecretKey(dataDir);
  expect(key).toMatch(/^[\w-]{43}$/);
  expect((await stat(join(dataDir, 'secret-key'))).mode & 0o777).toBe(0o600);
  expect(await loadSecretKey(dataDir)).toBe(key);
  expect(await readdir(dataDir)).toEqual(['secret-key']);
});

test('of many servers that start at once is one', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => loadSecretKey(folder)));
  expect(new Set(keys).size).toBe(1);
  expect(await readdir(folder)).toEqual(['secret-key']);
});

test('that is damaged is not replaced silently: everybody would be logged out', async () => {
  await writeFile(join(folder, 'secret-key'), '');
  await expect(loadSecretKey(folder)).rejects.toThrow(/secret-key is damaged.*Delete it/);
});
