import { createTexts } from '@sitecast/ui';
import { en } from './en.ts';

/** The dashboard's texts, but for those of `addTexts` in the files beside: these come with their pages. */
export const { t, addTexts, textsReady, changeLanguage, startLanguage } = createTexts(en, {
  es: () => import('./es.ts').then((module) => module.es),
  fr: () => import('./fr.ts').then((module) => module.fr),
  de: () => import('./de.ts').then((module) => module.de),
  pt: () => import('./pt.ts').then((module) => module.pt),
});
