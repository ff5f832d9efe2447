import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

export interface BuiltPlayer {
  /** The folder a server serves at `/player`. */
  root: string;
  script: string;
  style: string;
  html: string;
}

/** The player as `build.ts` has built it. */
export async function readBuiltPlayer(): Promise<BuiltPlayer> {
  const root = inject('playerRoot');
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
  };
}
