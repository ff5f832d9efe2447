import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built player. */
    playerRoot: string;
  }
}

/** Vitest's global setup: builds the player once for all tests, as `vite build` does, into a folder of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(join(tmpdir(), 'sitecast-player-'));
  await build({
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'warn',
    build: { outDir: root, emptyOutDir: false },
  });
  project.provide('playerRoot', root);
  return () => rm(root, { recursive: true, force: true });
}
