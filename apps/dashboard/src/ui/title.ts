import { createEffect, onCleanup } from 'solid-js';

/** Names the page in the tab and in the history. */
export function usePageTitle(title: () => string | undefined): void {
  createEffect(() => {
    const name = title();
    document.title = name === undefined ? 'Sitecast' : `${name} · Sitecast`;
  });
  onCleanup(() => {
    document.title = 'Sitecast';
  });
}
