import { clientFiles } from './en/client-files.ts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of a client's files, which come with the pages that show them. */
export const t = addTexts(clientFiles, {
  es: () => import('./es/client-files.ts').then((module) => module.clientFiles),
  fr: () => import('./fr/client-files.ts').then((module) => module.clientFiles),
  de: () => import('./de/client-files.ts').then((module) => module.clientFiles),
  pt: () => import('./pt/client-files.ts').then((module) => module.clientFiles),
});
