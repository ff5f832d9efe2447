import type { Plugin } from 'vite';
import { headFile } from './head-file.ts';

/** Adds the script that applies the chosen theme before first paint to the head, as a blocking external script. */
export function themeFirst(): Plugin {
  return headFile('theme-first.js', (src) => ({ tag: 'script', attrs: { src } }));
}
