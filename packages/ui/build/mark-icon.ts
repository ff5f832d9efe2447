import type { Plugin } from 'vite';
import { headFile } from './head-file.ts';

/** The mark as the icon of the browser's tab. */
export function markIcon(): Plugin {
  return headFile('mark.svg', (href) => ({
    tag: 'link',
    attrs: { rel: 'icon', href, type: 'image/svg+xml' },
  }));
}
