import { setup } from './en/setup.ts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of the setup, which come with the pages that use them. */
export const t = addTexts(setup, {
  es: () => import('./es/setup.ts').then((module) => module.setup),
  fr: () => import('./fr/setup.ts').then((module) => module.setup),
  de: () => import('./de/setup.ts').then((module) => module.setup),
  pt: () => import('./pt/setup.ts').then((module) => module.setup),
});
