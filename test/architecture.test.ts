import { describe, expect, test } from 'vitest';
import { exportedFile, isOf, rules, workspaceOf } from './import-rules.ts';
import { type Import, parseSource, readSources, readWorkspaces } from './sources.ts';

const sources = readSources();
const workspaces = readWorkspaces();

describe.each(rules)('$name', ({ breaks, example: [file, line] }) => {
  test('in every file', () => {
    const broken = sources.flatMap((source) =>
      source.imports.filter((imported) => breaks(imported, source, workspaces)),
    );
    expect(broken.map(describeImport)).toEqual([]);
  });

  test('and a file that does otherwise is found', () => {
    const source = parseSource(file, line);
    expect(source.imports.filter((imported) => breaks(imported, source, workspaces))).toHaveLength(1);
  });
});

describe('what a browser loads', () => {
  test.each(['apps/dashboard', 'apps/player', 'apps/portal'])(
    'from %s has nothing of the server in it',
    (app) => {
      const serverOnly =
        /^(node:|express$|ws$|pg$|argon2$|better-sqlite3$|pino$|@trpc\/server|@prisma\/|@nats-io\/)/;
      const loaded = importsReachedFrom(`${app}/src/main.ts`, `${app}/src/main.tsx`);
      expect(loaded.some(({ file }) => file.startsWith('packages/'))).toBe(true);
      expect(
        loaded
          .filter(
            ({ target, file }) =>
              serverOnly.test(target) || ['prisma', 'packages/auth'].includes(workspaceOf(file)),
          )
          .map(describeImport),
      ).toEqual([]);
    },
  );
});

test.each(['alerts', 'frame', 'levels', 'push-frames', 'source', 'unit-status'])(
  'a browser can load @sitecast/monitor/%s',
  (name) => {
    const { exports } = workspaces.find(({ name }) => name === '@sitecast/monitor')!;
    const loaded = importsReachedFrom(`packages/monitor/${exports[`./${name}`]!.slice(2)}`);
    expect(loaded.some(({ target }) => target === 'zod')).toBe(true);
    expect(loaded.filter(({ target }) => /^(node:|ws$)/.test(target)).map(describeImport)).toEqual([]);
  },
);

test('imports are read as the compiler reads them', () => {
  const { imports } = parseSource(
    'packages/api/src/screens/overlays/service.ts',
    `import type { A } from './a.ts';
import { type B, c } from 'b';
export * from '@sitecast/db';
const later = import('ws');
import 'side-effect';`,
  );
  const seen = imports.map(({ line, target, isType }) => `${line} ${target}${isType ? ' (type)' : ''}`);
  expect(seen.sort()).toEqual([
    '1 packages/api/src/screens/overlays/a.ts (type)',
    '2 b',
    '3 @sitecast/db',
    '4 ws',
    '5 side-effect',
  ]);
});

/** Every import that stays at run time in these files and in those of ours they import, however far. */
function importsReachedFrom(...entries: string[]): Import[] {
  const waiting = [...entries];
  const seen = new Set<string>();
  const reached: Import[] = [];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const imports = sources.find((source) => source.file === file)?.imports.filter(({ isType }) => !isType);
    reached.push(...(imports ?? []));
    waiting.push(...(imports ?? []).map(({ target }) => fileOf(target)));
  }
  return reached;
}

function fileOf(target: string): string {
  const workspace = workspaces.find(({ name }) => isOf(target, name));
  return (workspace && exportedFile(workspace, target)) ?? target;
}

function describeImport({ file, line, target }: Import): string {
  return `${file}:${line} imports ${target}`;
}
