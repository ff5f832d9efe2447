import { type Language, translateIn } from '@sitecast/i18n';
import notices from '@sitecast/i18n/portal-notice/all';

/** `access`: there is no session. `busy`: too many links were tried. `inactive`: an operator looks at a closed portal. */
export type PortalNotice = keyof typeof paragraphs;

const paragraphs = {
  access: ['portalNotice.access.lead', 'portalNotice.access.ask'],
  busy: ['portalNotice.busy.lead'],
  inactive: ['portalNotice.inactive.lead'],
} as const;

/**
 * What is said where the portal's own pages cannot: a page without script and style, as nothing of it may be inline.
 */
export function portalPage(notice: PortalNotice, language: Language): string {
  const t = translateIn(notices, language);
  const title = t(`portalNotice.${notice}.title`);
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<main>
<h1>${title}</h1>
${paragraphs[notice].map((key) => `<p>${t(key)}</p>`).join('\n')}
</main>
</html>
`;
}
