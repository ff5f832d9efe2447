import type { Plugin } from 'vite';
import { headFile } from './head-file.ts';

/** Puts the script that sets a chosen theme into the head, before the first paint: external, no module. */
export function themeFirst(): Plugin {
  return headFile('theme-first.js', (src) => ({ tag: 'script', attrs: { src } }));
}
