import { people } from './en/people.ts';
import { addTexts } from './i18n.ts';

/** Also knows the texts of users and members, which come with the pages that use them. */
export const t = addTexts(people, {
  es: () => import('./es/people.ts').then((module) => module.people),
  fr: () => import('./fr/people.ts').then((module) => module.people),
  de: () => import('./de/people.ts').then((module) => module.people),
  pt: () => import('./pt/people.ts').then((module) => module.people),
});
