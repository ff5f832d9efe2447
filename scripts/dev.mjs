import { resolve } from 'node:path';
import { install } from './prepare.mjs';
import { root, runPnpm } from './process.mjs';

/** `npm run dev`: rebuilds apps on changes, with the same data folder as `npm start`. */
export async function run() {
  await install();
  const { exitCode } = await runPnpm(['exec', 'turbo', 'run', 'dev', '--env-mode=loose'], {
    env: { DATA_DIR: resolve(root, process.env.DATA_DIR || 'data') },
  });
  return exitCode;
}
