import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readDiagram } from './diagram.ts';
import { areaOrder, exportedFile, findCircles, isOf, mayUse, rules, workspaceOf } from './import-rules.ts';
import { type Import, parseSource, readSources, readWorkspaces, type Source } from './sources.ts';

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

describe('files never import each other in a circle, not even for types', () => {
  const circlesOf = (files: Source[]) =>
    findCircles(
      new Map(files.map(({ file, imports }) => [file, imports.map(({ target }) => fileOf(target))])),
    );

  test('in every file', () => {
    expect(circlesOf(sources)).toEqual([]);
  });

  test('and files that do otherwise are found', () => {
    const files = [
      parseSource('packages/api/src/core/a.ts', "import type { B } from './b.ts';"),
      parseSource('packages/api/src/core/b.ts', "import { c } from './c.ts';"),
      parseSource('packages/api/src/core/c.ts', "import { root } from '@sitecast/api';\nimport './a.ts';"),
      parseSource('packages/api/src/core/d.ts', "import './a.ts';"),
    ];
    expect(circlesOf(files)).toEqual([
      ['packages/api/src/core/a.ts', 'packages/api/src/core/b.ts', 'packages/api/src/core/c.ts'],
    ]);
  });
});

describe('docs/ARCHITECTURE.md', () => {
  const text = readFileSync(fileURLToPath(new URL('../docs/ARCHITECTURE.md', import.meta.url)), 'utf8');
  const { uses, areas } = readDiagram(text);
  const folderOf = (name: string) =>
    workspaces.find(({ folder }) => folder === `apps/${name}` || folder === `packages/${name}`)?.folder ??
    (name === 'db' ? 'prisma' : name);

  test('draws what the rules allow', () => {
    const drawn = Object.entries(uses).map(([name, targets]) => [folderOf(name), [...targets].sort()]);
    const allowed = Object.entries(mayUse).map(([folder, targets]) => [
      folder,
      targets.map((target) => target.replace('/**', '/…')).sort(),
    ]);
    expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(allowed));
  });

  test('draws the order of the areas, which are all there is in the API', () => {
    expect(areas).toEqual(areaOrder);
    const folders = readdirSync(fileURLToPath(new URL('../packages/api/src', import.meta.url)), {
      withFileTypes: true,
    }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    expect(folders.sort()).toEqual([...areaOrder.flat(), 'testing'].sort());
  });

  test('a diagram that says something else is noticed', () => {
    const other = readDiagram('```\na b ─→ c   c ─→ nothing of ours\n\nx ← y, z ← w\n```');
    expect(other).toEqual({ uses: { a: ['c'], b: ['c'], c: [] }, areas: [['x'], ['y', 'z'], ['w']] });
  });

  test('names files that exist', () => {
    const named = [...text.matchAll(/`([a-z.][\w./-]*\/[\w./-]*|[\w-]+\.tsx?)`/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((path) => !isThere(path))).toEqual([]);
    expect(isThere('packages/api/src/pip/service.ts')).toBe(false);
  });

  /** A path from the root of the repository, or the end of one that is named in full nearby. */
  function isThere(path: string): boolean {
    if (existsSync(fileURLToPath(new URL(`../${path}`, import.meta.url)))) return true;
    return (
      !/^(apps|packages|prisma|bench|docs|test)\//.test(path) &&
      sources.some(({ file }) => file.includes(`/${path}`))
    );
  }
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
    'packages/api/src/screens/overlays/show.ts',
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
