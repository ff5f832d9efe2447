import { createLateTexts } from '@sitecast/ui';
import { clientFiles } from '../../i18n/en/client-files.ts';

/** What is said of files, loaded with them. */
export const { t: tf, follow: followTexts } = createLateTexts(clientFiles, {
  es: () => import('../../i18n/es/client-files.ts').then((module) => module.clientFiles),
  fr: () => import('../../i18n/fr/client-files.ts').then((module) => module.clientFiles),
  de: () => import('../../i18n/de/client-files.ts').then((module) => module.clientFiles),
  pt: () => import('../../i18n/pt/client-files.ts').then((module) => module.clientFiles),
});
