import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebRoots } from '../src/http/pages.ts';

/** The built apps, as small as they can be: `await using roots = await buildTestRoots()`. */
export async function buildTestRoots(): Promise<WebRoots & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'sitecast-web-'));
  const build = async (name: string) => {
    const root = join(folder, name);
    await mkdir(join(root, 'assets'), { recursive: true });
    await writeFile(join(root, 'index.html'), `<title>${name}</title>`);
    await writeFile(join(root, 'assets', 'app-3f2a.js'), '1');
    await writeFile(join(root, 'icon.svg'), '<svg/>');
    return root;
  };
  const dashboard = await build('dashboard');
  const { pagesForServer } = await importTable();
  await writeFile(join(dashboard, 'pages.json'), JSON.stringify(pagesForServer()));
  return {
    dashboard,
    player: await build('player'),
    portal: await build('portal'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** The dashboard's own table, by a path that is no import: the server depends on no app. */
function importTable(): Promise<{ pagesForServer: () => unknown }> {
  return import(new URL('../../dashboard/src/routes.ts', import.meta.url).href);
}
