import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HtmlTagDescriptor, Plugin } from 'vite';

/** References a file of this package in the page's head, and emits it unchanged under a hashed name. */
export function headFile(path: string, tag: (address: string) => HtmlTagDescriptor): Plugin {
  const file = fileURLToPath(new URL(`../src/${path}`, import.meta.url));
  const source = readFileSync(file, 'utf8');
  const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
  const ending = extname(path);
  const name = basename(path, ending);
  const fileName = `assets/${name}-${hash}${ending}`;
  let serving = false;
  let base = '/';
  return {
    name,
    configResolved(config) {
      serving = config.command === 'serve';
      base = config.base;
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: () => [
      { ...tag(serving ? `${base}@fs${file}` : `${base}${fileName}`), injectTo: 'head' },
    ],
  };
}
