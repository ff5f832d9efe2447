import { readFileSync } from 'node:fs';

/**
 * Entry point of `npm start`, `npm test` and `npm run dev`: prepares the checkout and runs it. Needs
 * only Node. Everything else is imported after the version check, so that old Node versions can still parse this file.
 */
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');

if (isOlder(process.versions.node, needed)) {
  console.error(`Sitecast needs Node.js ${needed} or newer; this is ${process.versions.node}.`);
  console.error('Install a current version from https://nodejs.org and try again.');
  process.exit(1);
}

/** @type {Record<string, () => Promise<{ run(args: string[]): Promise<number> }>>} */
const commands = {
  start: () => import('./start.mjs'),
  test: () => import('./test.mjs'),
  dev: () => import('./dev.mjs'),
};
const load = commands[String(process.argv[2])];

if (load) {
  load()
    .then(({ run }) => run(process.argv.slice(3)))
    .then(
      (exitCode) => {
        process.exitCode = exitCode;
      },
      (error) => {
        // A failed step has already printed the reason.
        if (error.name !== 'StepFailed') console.error(error);
        process.exitCode = error.exitCode || 1;
      },
    );
} else {
  console.error(`Usage: node scripts/run.mjs ${Object.keys(commands).join(' | ')}`);
  process.exitCode = 2;
}

/** @param {string} version @param {string} minimum */
function isOlder(version, minimum) {
  const have = version.split('.').map(Number);
  const want = minimum.split('.').map(Number);
  const differing = want.findIndex((number, index) => have[index] !== number);
  return differing !== -1 && Number(have[differing]) < Number(want[differing]);
}
