import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Import {
  /** From the root of the repository. */
  file: string;
  line: number;
  /** A package's specifier as written; for a relative one the file it names, from the root of the repository. */
  target: string;
  /** Erased before it runs. */
  isType: boolean;
}

export interface Source {
  file: string;
  /** Tests, what only they use, and what only runs on a developer's machine. */
  isTooling: boolean;
  imports: Import[];
}

export interface Workspace {
  name: string;
  folder: string;
  /** As in package.json. */
  exports: Record<string, string>;
}

const tooling =
  /\.test\.tsx?$|\.contract\.ts$|\.config\.ts$|\/(test|testing|tools|build)\/|\/testing\.ts$|^bench\//;

/** Every TypeScript file that is written by hand. */
export function readSources(): Source[] {
  return ['apps', 'bench', 'packages', 'prisma', 'test'].flatMap((folder) => walk(folder)).map(readSource);
}

export function readWorkspaces(): Workspace[] {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
  );
  return ['prisma', ...folders].map((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      name: string;
      exports?: Record<string, string>;
    };
    return { name: manifest.name, folder, exports: manifest.exports ?? {} };
  });
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return /\.tsx?$/.test(entry.name) ? [path] : [];
    return ['node_modules', 'dist', 'generated'].includes(entry.name) ? [] : walk(path);
  });
}

function readSource(file: string): Source {
  const text = readFileSync(join(root, file), 'utf8');
  return parseSource(file, text);
}

export function parseSource(file: string, text: string): Source {
  return { file, isTooling: tooling.test(file), imports: readImports(file, text) };
}

function readImports(file: string, text: string): Import[] {
  const { errors, module } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found = (start: number, specifier: string, isType: boolean): Import => ({
    file,
    line: text.slice(0, start).split('\n').length,
    target: specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/')
      : specifier,
    isType,
  });
  return [
    ...module.staticImports.map(({ start, moduleRequest, entries }) =>
      found(start, moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType)),
    ),
    ...module.staticExports.flatMap(({ start, entries }) => {
      const specifier = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest?.value;
      return specifier === undefined
        ? []
        : [
            found(
              start,
              specifier,
              entries.every(({ isType }) => isType),
            ),
          ];
    }),
    ...module.dynamicImports.flatMap(({ start, moduleRequest }) => {
      const literal = /^(['"])(.*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
      return literal ? [found(start, literal[2]!, false)] : [];
    }),
  ];
}
