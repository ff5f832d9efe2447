import type { Plugin } from 'vite';
import { headFile } from './head-file.ts';

/** Uses the logo mark as favicon. */
export function markIcon(): Plugin {
  return headFile('mark.svg', (href) => ({
    tag: 'link',
    attrs: { rel: 'icon', href, type: 'image/svg+xml' },
  }));
}
