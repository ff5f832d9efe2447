import { screen } from './en/screen.ts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of one screen and its commands, which come with the pages that use them. */
export const t = addTexts(screen, {
  es: () => import('./es/screen.ts').then((module) => module.screen),
  fr: () => import('./fr/screen.ts').then((module) => module.screen),
  de: () => import('./de/screen.ts').then((module) => module.screen),
  pt: () => import('./pt/screen.ts').then((module) => module.screen),
});
