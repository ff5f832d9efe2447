import { createEffect } from 'solid-js';
import { t } from '../i18n/i18n.ts';

/** Names the page in the tab: what it shows, and whose portal it is. */
export function usePageTitle(parts: () => (string | undefined)[]): void {
  createEffect(() => {
    const named = parts().filter((part) => part !== undefined && part !== '');
    document.title = named.length === 0 ? t('portalShell.portal') : named.join(' · ');
  });
}
