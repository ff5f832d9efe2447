import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface BuiltPlayer extends AsyncDisposable {
  /** The folder a server serves at `/player`. */
  root: string;
  script: string;
  style: string;
  html: string;
}

/** Builds the player into a folder of its own, as `vite build` does. */
export async function buildPlayer(): Promise<BuiltPlayer> {
  const root = await mkdtemp(join(tmpdir(), 'sitecast-player-'));
  await build({
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'warn',
    build: { outDir: root, emptyOutDir: false },
  });
  const assets = await readdir(join(root, 'assets'));
  const text = (ending: string) => {
    const names = assets.filter((name) => name.endsWith(ending));
    if (names.length !== 1) throw new Error(`The build should have one ${ending}, not ${names.join(', ')}`);
    return readFile(join(root, 'assets', names[0]!), 'utf8');
  };
  return {
    root,
    script: await text('.js'),
    style: await text('.css'),
    html: await readFile(join(root, 'index.html'), 'utf8'),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
