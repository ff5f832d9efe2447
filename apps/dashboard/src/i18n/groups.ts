import { groups } from './en/groups.ts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of groups of screens, which come with the pages that use them. */
export const t = addTexts(groups, {
  es: () => import('./es/groups.ts').then((module) => module.groups),
  fr: () => import('./fr/groups.ts').then((module) => module.groups),
  de: () => import('./de/groups.ts').then((module) => module.groups),
  pt: () => import('./pt/groups.ts').then((module) => module.groups),
});
