import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const file = fileURLToPath(new URL('../src/theme-first.js', import.meta.url));

/** Puts the script that sets a chosen theme into the head, before the first paint: hashed, external, no module. */
export function themeFirst(): Plugin {
  let serving = false;
  let base = '/';
  const source = readFileSync(file, 'utf8');
  const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
  const fileName = `assets/theme-first-${hash}.js`;
  return {
    name: 'theme-first',
    configResolved(config) {
      serving = config.command === 'serve';
      base = config.base;
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: () => [
      { tag: 'script', attrs: { src: serving ? `/@fs${file}` : `${base}${fileName}` }, injectTo: 'head' },
    ],
  };
}
