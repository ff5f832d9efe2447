import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/**
 * Puts a script into the head that runs before the first paint: hashed, external, and not a module.
 * @param file from the dashboard's folder
 */
export function classicScript(file: string): Plugin {
  let serving = false;
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
  const fileName = `assets/${path.basename(file, '.js')}-${hash}.js`;
  return {
    name: 'classic-script',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: () => [
      { tag: 'script', attrs: { src: serving ? `/${file}` : `/${fileName}` }, injectTo: 'head' },
    ],
  };
}
