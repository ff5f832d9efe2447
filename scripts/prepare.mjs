import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildInputs, buildOutputs, installInputs, installOutputs } from './fingerprint.mjs';
import { root, runPnpm, runStep } from './process.mjs';

const stamps = join(root, 'node_modules/.cache/sitecast');

/**
 * @typedef {object} Preparation
 * @property {string} name name of its stamp, which records inputs and outputs of the last success
 * @property {string} title
 * @property {() => string} inputs
 * @property {() => string} outputs
 * @property {() => Promise<{ exitCode: number, output: string }>} work
 */

/** Installs packages unless they are up to date. */
export function install() {
  return bringUpToDate({
    name: 'install',
    title: existsSync(join(root, 'node_modules'))
      ? 'Installing packages'
      : 'Installing packages (a few minutes the first time)',
    inputs: installInputs,
    outputs: installOutputs,
    work: async () => {
      const options = { quiet: true, env: nodeHeaders() };
      const compiledFor = readStamp('node');
      const installed = await runPnpm(
        ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false'],
        options,
      );
      if (installed.exitCode !== 0) return installed;
      // pnpm does not detect that native modules were compiled for another Node version.
      if (compiledFor !== undefined && compiledFor !== process.versions.modules) {
        const rebuilt = await runPnpm(['rebuild'], options);
        if (rebuilt.exitCode !== 0) return rebuilt;
      }
      writeStamp('node', process.versions.modules);
      return installed;
    },
  });
}

/** Builds all apps unless they are up to date. */
export function build() {
  return bringUpToDate({
    name: 'build',
    title: 'Building',
    inputs: buildInputs,
    outputs: buildOutputs,
    work: () => runPnpm(['run', 'build'], { quiet: true }),
  });
}

/** @param {Preparation} preparation */
async function bringUpToDate({ name, title, inputs, outputs, work }) {
  const before = inputs();
  if (readStamp(name) === `${before} ${outputs()}`) return;

  // Removed first, so that an interrupted run does not count as finished.
  rmSync(join(stamps, name), { force: true });
  await runStep(title, work);
  writeStamp(name, `${before} ${outputs()}`);
}

/** @param {string} name */
function readStamp(name) {
  const file = join(stamps, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** @param {string} name @param {string} value */
function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), value);
}

/** Uses Node's own headers if installed, so that compiling native modules needs no download. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
}
