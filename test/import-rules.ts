import type { Import, Source, Workspace } from './sources.ts';

export interface Rule {
  name: string;
  /** Whether this import of this file breaks the rule. */
  breaks(imported: Import, source: Source, workspaces: Workspace[]): boolean;
  /** A file and a line in it that break the rule. */
  example: [file: string, line: string];
}

const webApp =
  /^@sitecast\/(client|monitor\/level-state|ui(\/(level-chart|site-map))?|protocol\/.+|api\/[a-z-]+(\/[a-z-]+)?\/schema)$/;

/** What each folder may use of ours at run time. Types may come from any package. */
const mayUse: Record<string, RegExp> = {
  prisma: /^$/,
  'packages/protocol': /^$/,
  'packages/realtime': /^@sitecast\/protocol\/.+$/,
  'packages/monitor': /^$/,
  'packages/ui': /^$/,
  'packages/client': /^$/,
  'packages/auth': /^@sitecast\/(db|realtime)$/,
  'packages/api': /^@sitecast\/(auth|db|monitor|protocol|realtime)(\/.+)?$/,
  'apps/server': /^@sitecast\/(api|auth|db|monitor|protocol|realtime)(\/.+)?$/,
  'apps/dashboard': webApp,
  'apps/portal': webApp,
  'apps/player': /^@sitecast\/(client(\/.+)?|protocol\/.+|api\/[a-z-]+(\/[a-z-]+)?\/schema)$/,
  'apps/cli': /^@sitecast\/(client(\/.+)?|protocol\/.+|api\/[a-z-]+(\/[a-z-]+)?\/schema)$/,
};

const transport = /^(express|ws|@nats-io\/.*|node:https?|@sitecast\/realtime\/nats)$/;
const router = /^packages\/api\/src\/(.+\/)?[a-z-]*router\.ts$/;

export const rules: Rule[] = [
  {
    name: 'packages use each other in one direction',
    breaks({ file, target, isType }, { isTooling }, workspaces) {
      if (isTooling || file.startsWith('test/')) return false;
      const allowed = mayUse[workspaceOf(file)];
      if (!allowed) throw new Error(`${workspaceOf(file)} needs its line in mayUse`);
      return !isType && workspaces.some(({ name }) => isOf(target, name)) && !allowed.test(target);
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
