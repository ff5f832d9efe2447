import { createEffect, onCleanup } from 'solid-js';

/** Names the page in the browser's tab and history; without a name it is the product's. */
export function setPageTitle(name: string | undefined): void {
  document.title = name === undefined ? 'Sitecast' : `${name} · Sitecast`;
}

/** The title of a page that the table of pages does not name, such as one about a thing. */
export function usePageTitle(title: () => string | undefined): void {
  createEffect(() => setPageTitle(title()));
  onCleanup(() => setPageTitle(undefined));
}
