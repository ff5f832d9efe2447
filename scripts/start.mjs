import { build, install } from './prepare.mjs';
import { runProgram } from './process.mjs';

/** `npm start`: what is missing is installed and built, then the server runs until it is told to stop. */
export async function run() {
  await install();
  await build();
  const { exitCode } = await runProgram(process.execPath, [
    '--enable-source-maps',
    'apps/server/dist/main.js',
  ]);
  return exitCode;
}
