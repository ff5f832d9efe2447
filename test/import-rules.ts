import type { Import, Source, Workspace } from './sources.ts';

export interface Rule {
  name: string;
  /** Whether this import of this file breaks the rule. */
  breaks(imported: Import, source: Source, workspaces: Workspace[]): boolean;
  /** A file and a line in it that break the rule. */
  example: [file: string, line: string];
}

const schemas = 'api/**/schema';

/**
 * What each workspace may use of ours at run time: a package with all its exports, one export (`*` stands for a folder
 * or file, `**` for any path). Types may come from any package. `docs/ARCHITECTURE.md` draws it.
 */
export const mayUse: Record<string, string[]> = {
  prisma: [],
  'packages/protocol': [],
  'packages/monitor': [],
  'packages/i18n': [],
  'packages/ui': ['i18n'],
  'packages/client': [],
  'packages/realtime': ['protocol'],
  'packages/auth': ['db', 'realtime'],
  'packages/api': ['auth', 'db', 'i18n', 'monitor', 'protocol', 'realtime'],
  'apps/server': ['api', 'auth', 'db', 'i18n', 'monitor', 'protocol', 'realtime'],
  'apps/dashboard': ['client', 'i18n', 'protocol', 'ui', 'monitor/level-state', schemas],
  'apps/portal': ['client', 'i18n', 'protocol', 'ui', 'monitor/level-state', schemas],
  'apps/player': ['client', 'i18n', 'protocol', schemas],
  'apps/cli': ['client', 'protocol', schemas],
};

/** The areas of `packages/api`: each may import from those before it, types included. The files of its root come last. */
export const areaOrder = [
  ['core'],
  ['mail', 'files'],
  ['screens'],
  ['people'],
  ['sites'],
  ['alerts'],
  ['portal'],
  ['demo'],
];

const transport = /^(express|ws|@nats-io\/.*|node:https?|@sitecast\/realtime\/nats)$/;
const router = /^packages\/api\/src\/(.+\/)?[a-z-]*router\.ts$/;

export const rules: Rule[] = [
  {
    name: 'packages use each other in one direction',
    breaks({ file, target, isType }, { isTooling }, workspaces) {
      if (isTooling || file.startsWith('test/')) return false;
      const allowed = mayUse[workspaceOf(file)];
      if (!allowed) throw new Error(`Add ${workspaceOf(file)} to mayUse`);
      if (isType || !workspaces.some(({ name }) => isOf(target, name))) return false;
      return !allowed.some((pattern) => covers(pattern, target));
    },
    example: ['apps/dashboard/src/main.tsx', "import { appRouter } from '@sitecast/api';"],
  },
  {
    name: 'a package never imports an app, not even a type',
    breaks: ({ file, target }, _source, workspaces) =>
      /^(packages|prisma)\//.test(file) &&
      workspaces.some(({ folder, name }) => folder.startsWith('apps/') && isOf(target, name)),
    example: ['packages/api/src/root.ts', "import type { RunningServer } from '@sitecast/server';"],
  },
  {
    name: 'a package is reached through its exports',
    breaks({ target }, _source, workspaces) {
      const workspace = workspaces.find(({ name }) => isOf(target, name));
      return workspace !== undefined && exportedFile(workspace, target) === undefined;
    },
    example: ['apps/server/src/app.ts', "import { x } from '@sitecast/api/src/pip/service.ts';"],
  },
  {
    name: 'a package is never reached by its path',
    breaks: ({ file, target }) =>
      /^(apps|packages|prisma)\//.test(target) &&
      workspaceOf(target) !== workspaceOf(file) &&
      !file.startsWith('test/'),
    example: ['apps/server/src/app.ts', "import { x } from '../../../packages/api/src/root.ts';"],
  },
  {
    name: 'an area of the API imports only from those before it, types included',
    breaks({ file, target }, { isTooling }) {
      const [area, imported] = [areaOf(file), areaOf(target)];
      if (isTooling || area === undefined || imported === undefined || area === imported) return false;
      return rankOf(imported) >= rankOf(area);
    },
    example: [
      'packages/api/src/screens/overlays/templates.ts',
      "import type { AlertRule } from '../../alerts/rules/schema.ts';",
    ],
  },
  {
    name: 'only tests use what is there for tests',
    breaks: ({ file, target }, { isTooling }) =>
      !isTooling && !/\/testing[-.]/.test(file) && /\/testing([-./]|$)/.test(target),
    example: ['packages/api/src/product.ts', "import { createTestApi } from './testing/index.ts';"],
  },
  {
    name: 'the API knows no transport',
    breaks: ({ file, target }, { isTooling }) =>
      file.startsWith('packages/api/') && !isTooling && transport.test(target),
    example: ['packages/api/src/screens/devices/service.ts', "import type { Request } from 'express';"],
  },
  {
    name: "a feature's router never imports another's",
    breaks: ({ file, target }) =>
      router.test(file) && router.test(target) && folderOf(file) !== folderOf(target),
    example: [
      'packages/api/src/screens/overlays/router.ts',
      "import { devicesRouter } from '../devices/router.ts';",
    ],
  },
];

/** Whether the pattern of `mayUse` allows this import. */
function covers(pattern: string, target: string): boolean {
  const [name, ...path] = pattern.split('/');
  if (path.length === 0) return isOf(target, `@sitecast/${name}`);
  const exported = path.map((part) => (part === '**' ? '.+' : part)).join('/');
  return new RegExp(`^@sitecast/${name}/${exported}$`).test(target);
}

/** The area of `packages/api` that a file belongs to; `''` for the files of its root, undefined for everything else. */
function areaOf(file: string): string | undefined {
  const match = /^packages\/api\/src\/(?:([a-z-]+)\/)?/.exec(file);
  return match ? (match[1] ?? '') : undefined;
}

function rankOf(area: string): number {
  if (area === '' || area === 'testing') return areaOrder.length;
  const rank = areaOrder.findIndex((areas) => areas.includes(area));
  if (rank < 0) throw new Error(`Add packages/api/src/${area} to areaOrder`);
  return rank;
}

/**
 * The groups of files that import each other in a circle, types included.
 *
 * @param imports the files that each file imports
 */
export function findCircles(imports: ReadonlyMap<string, string[]>): string[][] {
  const reachedFrom = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  let count = 0;

  // Tarjan, "Depth-first search and linear graph algorithms" (1972): the lowest number that a file reaches.
  function visit(file: string): number {
    const number = count++;
    let lowest = number;
    reachedFrom.set(file, number);
    open.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target)) continue;
      if (!reachedFrom.has(target)) lowest = Math.min(lowest, visit(target));
      else if (open.includes(target)) lowest = Math.min(lowest, reachedFrom.get(target)!);
    }
    if (lowest === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest;
  }
  for (const file of imports.keys()) if (!reachedFrom.has(file)) visit(file);
  return circles;
}

export function workspaceOf(file: string): string {
  const [top = '', name] = file.split('/');
  return top === 'apps' || top === 'packages' ? `${top}/${name}` : top;
}

/** The file behind `@sitecast/<package>/<path>`, from the root of the repository, if it is exported. */
export function exportedFile({ name, folder, exports }: Workspace, target: string): string | undefined {
  const wanted = `.${target.slice(name.length)}`;
  for (const [pattern, file] of Object.entries(exports)) {
    const [before = '', after] = pattern.split('*');
    const matches =
      after === undefined ? wanted === pattern : wanted.startsWith(before) && wanted.endsWith(after);
    if (!matches) continue;
    const star = after === undefined ? '' : wanted.slice(before.length, wanted.length - after.length);
    return `${folder}/${file.replace(/^\.\//, '').replace('*', star)}`;
  }
  return undefined;
}

export function isOf(target: string, name: string): boolean {
  return target === name || target.startsWith(`${name}/`);
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}
