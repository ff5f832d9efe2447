import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findChromium, onBothDatabases } from './test/environment.ts';

const root = import.meta.dirname;

// Tests in a browser read it and are skipped without.
const chromium = findChromium();
if (chromium) process.env.TEST_CHROMIUM = chromium;

/** Every package is a project, with the same time limits; what else one needs is in its own config. */
export default defineConfig({
  test: {
    // A test that starts a browser or a server keeps more than one core busy.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    passWithNoTests: true,
    projects: [
      project('.', 'sitecast', { include: ['test/**/*.test.ts'] }),
      ...['prisma', ...within('packages'), ...within('apps'), 'bench'].flatMap((folder) => {
        const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
          name: string;
        };
        const again = process.env.TEST_DATABASE_URL !== undefined && onBothDatabases.includes(name);
        return [
          project(folder, name, sharing(name)),
          ...(again
            ? [
                project(folder, `${name} on PostgreSQL`, {
                  ...sharing(name),
                  env: { SITECAST_TEST_DB: 'postgresql' },
                  setupFiles: [join(root, 'prisma/test/keep-databases.ts')],
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

/** What all of its files import takes as long as its tests do, and each test makes a product of its own. */
function sharing(name: string) {
  return { isolate: name !== '@sitecast/api' };
}

function within(folder: string): string[] {
  return readdirSync(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => existsSync(join(root, path, 'package.json')));
}
