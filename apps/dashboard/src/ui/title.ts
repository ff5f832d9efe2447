import { createEffect, onCleanup } from 'solid-js';

/** Sets the title of the browser's tab; without a name the product's. */
export function setPageTitle(name: string | undefined): void {
  document.title = name === undefined ? 'Sitecast' : `${name} · Sitecast`;
}

/** Sets the title of a page that has none in the table of pages, such as that of one item. */
export function usePageTitle(title: () => string | undefined): void {
  createEffect(() => setPageTitle(title()));
  onCleanup(() => setPageTitle(undefined));
}
