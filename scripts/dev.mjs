import { join } from 'node:path';
import { install } from './prepare.mjs';
import { root, runPnpm } from './process.mjs';

/** `npm run dev`: every app rebuilds itself on a change, on the same data folder as `npm start`. */
export async function run() {
  await install();
  const { exitCode } = await runPnpm(['exec', 'turbo', 'run', 'dev'], {
    env: { DATA_DIR: process.env.DATA_DIR || join(root, 'data') },
  });
  return exitCode;
}
