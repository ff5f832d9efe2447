import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';

const workspace = ['apps', 'bench', 'packages', 'prisma'];
const written = new Set(['node_modules', 'dist', 'generated']);
const isTest = /\.test\.tsx?$|\/test\/|\/testing\//;

/** Hash of what an install depends on: lockfile, manifests, and the platform native modules are built for. */
export function installInputs() {
  const manifests = workspace
    .flatMap((folder) => filesIn(folder))
    .filter((file) => /\/package\.json$/.test(file));
  const machine = [process.platform, process.arch, process.versions.modules].join(' ');
  return hash([
    machine,
    ...contents(['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]),
  ]);
}

/** Hash of an install's result: pnpm's own lockfile, which changes with another branch's install. */
export function installOutputs() {
  return hash(contents(['node_modules/.pnpm/lock.yaml']));
}

/** Hash of what a build depends on: sources and installed packages. */
export function buildInputs() {
  const sources = workspace.flatMap((folder) => filesIn(folder)).filter((file) => !isTest.test(file));
  return hash([installInputs(), ...contents(['turbo.json', 'tsconfig.base.json', ...sources])]);
}

/** Hash of a build's output files by name, size and time. */
export function buildOutputs() {
  const apps = readdirSync(join(root, 'apps')).map((app) => `apps/${app}/dist`);
  const files = ['prisma/generated', 'packages/i18n/generated', ...apps].flatMap((folder) => filesIn(folder));
  return hash(
    files.flatMap((file) => {
      const { size, mtimeMs } = statSync(join(root, file));
      return [file, `${size} ${mtimeMs}`];
    }),
  );
}

/** @param {string} folder @returns {string[]} paths relative to the checkout, sorted */
function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !written.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
    });
}

/** @param {string[]} files @returns {string[]} */
function contents(files) {
  return files.flatMap((file) => {
    const path = join(root, file);
    return [file, existsSync(path) ? readFileSync(path, 'utf8') : ''];
  });
}

/** @param {string[]} parts */
function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${part.length} `).update(part);
  return sum.digest('hex');
}
