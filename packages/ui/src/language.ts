import { type BaseDict, type Flatten, flatten, type Translator, translator } from '@solid-primitives/i18n';
import { batch, createSignal } from 'solid-js';
import { readStored, writeStored } from './stored.ts';

export const languages = { en: 'English', es: 'Español', fr: 'Français', de: 'Deutsch', pt: 'Português' };
export type Language = keyof typeof languages;

const STORED_AS = 'language';
const [language, setLanguage] = createSignal<Language>('en');

/** The language that is shown; a page has one. */
export { language };

/** How the texts of the other languages come. */
type Others<Dictionary> = Record<Exclude<Language, 'en'>, () => Promise<Dictionary>>;

interface Texts<Dictionary> {
  en: Dictionary;
  others: Others<Dictionary>;
}

/**
 * An app's texts in every language. English comes with the program; the others when they are asked for.
 * Keys and their arguments are checked against English.
 */
export function createTexts<Dictionary extends BaseDict>(en: Dictionary, others: Others<Dictionary>) {
  const parts: Texts<BaseDict>[] = [{ en, others }];
  const [dictionary, setDictionary] = createSignal(flatten(en));
  const t = translator(dictionary);
  let ready: Promise<unknown> = Promise.resolve();

  async function show(next: Language): Promise<void> {
    const loaded = await Promise.all(parts.map((part) => (next === 'en' ? part.en : part.others[next]())));
    // With what was added in the meantime.
    if (loaded.length < parts.length) return show(next);
    batch(() => {
      setLanguage(next);
      setDictionary(() => flatten(Object.assign({}, ...loaded)) as Flatten<Dictionary>);
    });
    document.documentElement.lang = next;
  }

  function addTo(shown: Language, texts: BaseDict): void {
    if (language() === shown) setDictionary((known) => Object.assign({}, known, flatten(texts)));
  }

  return {
    /** The text of a key in the language that is shown. */
    t,
    /** Adds the texts of a part of the app, which comes later. The answer is `t`, which knows them too. */
    addTexts<Part extends BaseDict>(en: Part, others: Others<Part>): Translator<Flatten<Dictionary & Part>> {
      parts.push({ en, others });
      const shown = language();
      addTo(shown, en);
      // Texts that do not arrive leave the English ones: they must not keep the part from starting.
      const loading = shown === 'en' ? null : others[shown]().then((texts) => addTo(shown, texts));
      ready = Promise.all([ready, loading?.catch(() => undefined)]);
      return t as unknown as Translator<Flatten<Dictionary & Part>>;
    },
    /** Resolves when all that was added can be shown in the language of the page. */
    textsReady: () => ready,
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

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}
