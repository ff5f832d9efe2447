import { type BaseDict, flatten, translator } from '@solid-primitives/i18n';
import { batch, createComputed, createSignal } from 'solid-js';
import { readStored, writeStored } from './stored.ts';

export const languages = { en: 'English', es: 'Español', fr: 'Français', de: 'Deutsch', pt: 'Português' };
export type Language = keyof typeof languages;

const STORED_AS = 'language';
const [language, setLanguage] = createSignal<Language>('en');

/** The language that is shown; a page has one. */
export { language };

/**
 * An app's texts in every language. English comes with the program; the others when they are asked for.
 * Keys and their arguments are checked against English.
 */
export function createTexts<Dictionary extends BaseDict>(
  en: Dictionary,
  others: Record<Exclude<Language, 'en'>, () => Promise<Dictionary>>,
) {
  const [dictionary, setDictionary] = createSignal(flatten(en));

  async function show(next: Language): Promise<void> {
    const loaded = flatten(next === 'en' ? en : await others[next]());
    batch(() => {
      setLanguage(next);
      setDictionary(() => loaded);
    });
    document.documentElement.lang = next;
  }

  return {
    /** The text of a key in the language that is shown. */
    t: translator(dictionary),
    /** Changes the language and remembers it. */
    async changeLanguage(next: Language): Promise<void> {
      writeStored(STORED_AS, next);
      await show(next);
    },
    /** At start: the remembered language, or the first of the browser's that there is. */
    async startLanguage(): Promise<void> {
      const wished = [readStored(STORED_AS) ?? '', ...navigator.languages].map((tag) => tag.split('-')[0]!);
      // A dictionary that does not arrive must not keep the page from starting.
      await show(wished.find(isLanguage) ?? 'en').catch(() => show('en'));
    },
  };
}

/**
 * The texts of a part that comes later than the program. English comes with it, the others when they are shown.
 * `follow` keeps to the language that is shown as long as its owner lives, and says when the texts are there.
 */
export function createLateTexts<Dictionary extends BaseDict>(
  en: Dictionary,
  others: Record<Exclude<Language, 'en'>, () => Promise<Dictionary>>,
) {
  const [dictionary, setDictionary] = createSignal<ReturnType<typeof flatten<Dictionary>>>();
  return {
    t: translator(dictionary) as ReturnType<typeof createTexts<Dictionary>>['t'],
    follow(): () => boolean {
      createComputed(() => {
        const wanted = language();
        const show = (texts: Dictionary) => {
          if (wanted === language()) setDictionary(() => flatten(texts));
        };
        if (wanted === 'en') show(en);
        else void others[wanted]().then(show, () => show(en));
      });
      return () => dictionary() !== undefined;
    },
  };
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}
