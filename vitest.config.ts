import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findChromium, onBothDatabases } from './test/environment.ts';

const root = import.meta.dirname;

// Tests in a browser read it and are skipped without.
const chromium = findChromium();
if (chromium) process.env.TEST_CHROMIUM = chromium;

/**
 * Projects whose files run in one process: importing the product takes as long as many a file's tests do. Each test has
 * a product of its own and leaves nothing behind in the process.
 */
const sharingImports = [
  '@sitecast/api',
  '@sitecast/auth',
  '@sitecast/monitor',
  '@sitecast/dashboard',
  '@sitecast/portal',
  '@sitecast/realtime',
  '@sitecast/server',
  'sitecast-cli',
];

/** Projects with tests on PostgreSQL, which copy a migrated database. */
const onDatabases = ['@sitecast/api', '@sitecast/db', '@sitecast/server'];

/** Every package is a project, with the same time limits; what else one needs is in its own config. */
export default defineConfig({
  test: {
    // A browser or a database keeps a core busy beside its test; many tests only wait for a meter or a timer.
    maxWorkers: Math.max(3, Math.floor(availableParallelism() / 2)),
    passWithNoTests: true,
    projects: [
      project('.', 'sitecast', { include: ['test/**/*.test.ts'] }),
      ...['prisma', ...within('packages'), ...within('apps'), 'bench'].flatMap((folder) => {
        const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
          name: string;
        };
        const options = {
          isolate: !sharingImports.includes(name),
          globalSetup: onDatabases.includes(name) ? join(root, 'prisma/src/testing/template.ts') : [],
        };
        const again = process.env.TEST_DATABASE_URL !== undefined && onBothDatabases.includes(name);
        return [
          project(folder, name, options),
          ...(again
            ? [
                project(folder, `${name} on PostgreSQL`, {
                  ...options,
                  env: { SITECAST_TEST_DB: 'postgresql' },
                  // They open both themselves.
                  exclude: [...configDefaults.exclude, '**/*.both.test.ts'],
                }),
              ]
            : []),
        ];
      }),
    ],
  },
});

function project(
  folder: string,
  name: string,
  options: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  const own = [`./${folder}/vitest.config.ts`, `./${folder}/vite.config.ts`].find((file) =>
    existsSync(join(root, file)),
  );
  return {
    extends: folder === '.' ? undefined : own,
    root: folder,
    // Child processes, databases and browsers are slow to start on a busy machine.
    test: { name, testTimeout: 20_000, hookTimeout: 30_000, ...options },
  };
}

function within(folder: string): string[] {
  return readdirSync(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => existsSync(join(root, path, 'package.json')));
}
