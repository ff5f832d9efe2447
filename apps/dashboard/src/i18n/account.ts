import { account } from './en/account.ts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of an account and its password, which come with the pages that use them. */
export const t = addTexts(account, {
  es: () => import('./es/account.ts').then((module) => module.account),
  fr: () => import('./fr/account.ts').then((module) => module.account),
  de: () => import('./de/account.ts').then((module) => module.account),
  pt: () => import('./pt/account.ts').then((module) => module.account),
});
