import { createEffect } from 'solid-js';
import { t } from '../i18n/i18n.ts';

/** Sets the document title from the page and the portal's name. */
export function usePageTitle(parts: () => (string | undefined)[]): void {
  createEffect(() => {
    const named = parts().filter((part) => part !== undefined && part !== '');
    document.title = named.length === 0 ? t('portalShell.portal') : named.join(' · ');
  });
}
