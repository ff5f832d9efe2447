import { build, install } from './prepare.mjs';
import { runProgram } from './process.mjs';

/** `npm start`: installs and builds what is missing, then runs the server. */
export async function run() {
  await install();
  await build();
  const { exitCode } = await runProgram(process.execPath, [
    '--enable-source-maps',
    'apps/server/dist/main.js',
  ]);
  return exitCode;
}
