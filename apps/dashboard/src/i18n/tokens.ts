import { tokens } from './en/tokens.ts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of tokens, of either kind, which come with the pages that use them. */
export const t = addTexts(tokens, {
  es: () => import('./es/tokens.ts').then((module) => module.tokens),
  fr: () => import('./fr/tokens.ts').then((module) => module.tokens),
  de: () => import('./de/tokens.ts').then((module) => module.tokens),
  pt: () => import('./pt/tokens.ts').then((module) => module.tokens),
});
