import { flatten, translator } from '@solid-primitives/i18n';
import { createSignal } from 'solid-js';
import { readStored, writeStored } from '../ui/stored.ts';
import { type Dictionary, en } from './en.ts';

export const languages = { en: 'English', es: 'Español', fr: 'Français', de: 'Deutsch', pt: 'Português' };
export type Language = keyof typeof languages;

const STORED_AS = 'language';

/** English comes with the program; the others when they are asked for. */
const load: Record<Language, () => Promise<Dictionary>> = {
  en: async () => en,
  es: () => import('./es.ts').then((module) => module.es),
  fr: () => import('./fr.ts').then((module) => module.fr),
  de: () => import('./de.ts').then((module) => module.de),
  pt: () => import('./pt.ts').then((module) => module.pt),
};

const [current, setCurrent] = createSignal({ language: 'en' as Language, dictionary: flatten(en) });

/** The language that is shown. */
export function language(): Language {
  return current().language;
}

/** The text of a key in the language that is shown. Keys and their arguments are checked against English. */
export const t = translator(() => current().dictionary);

/** Changes the language and remembers it. */
export async function changeLanguage(next: Language): Promise<void> {
  writeStored(STORED_AS, next);
  await show(next);
}

/** At start: the remembered language, or the first of the browser's that there is. */
export async function startLanguage(): Promise<void> {
  const wished = [readStored(STORED_AS) ?? '', ...navigator.languages].map((tag) => tag.split('-')[0]!);
  // A dictionary that does not arrive must not keep the page from starting.
  await show(wished.find(isLanguage) ?? 'en').catch(() => show('en'));
}

async function show(next: Language): Promise<void> {
  setCurrent({ language: next, dictionary: flatten(await load[next]()) });
  document.documentElement.lang = next;
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}
