import {
  type Bundle,
  createTranslate,
  type Language,
  languageOf,
  type Messages,
  type MessagesOf,
  type Texts,
  type Translate,
} from '@sitecast/i18n';
import { batch, type Component, createSignal, lazy } from 'solid-js';
import { readStored, writeStored } from './stored.ts';

const STORED_AS = 'language';
const [language, setLanguage] = createSignal<Language>('en');

/** The language that is shown; a page has one. */
export { language };

/** The component of a module that exports one value and no other. */
type OnlyExport<Module> = {
  [Name in keyof Module]: [keyof Module] extends [Name] ? Module[Name] : never;
}[keyof Module];
type PropsOf<Module> = OnlyExport<Module> extends Component<infer Props> ? Props : never;

/** An app's texts in the language of the page. English comes with the program; the others on demand. */
export function createTexts<M extends Messages>(base: Bundle<M>) {
  const bundles: Bundle[] = [base];
  const [texts, setTexts] = createSignal<Texts>(base.en);
  const t = createTranslate<M>(texts);
  let ready: Promise<unknown> = Promise.resolve();

  async function show(next: Language): Promise<void> {
    const loaded = await Promise.all(bundles.map((bundle) => load(bundle, next)));
    // Bundles were added in the meantime.
    if (loaded.length < bundles.length) return show(next);
    batch(() => {
      setLanguage(next);
      setTexts(Object.assign({}, ...loaded) as Texts);
    });
    document.documentElement.lang = next;
  }

  function addTo(shown: Language, added: Texts): void {
    if (language() === shown) setTexts((known) => ({ ...known, ...added }));
  }

  function add(bundle: Bundle): void {
    if (bundles.includes(bundle)) return;
    bundles.push(bundle);
    const shown = language();
    addTo(shown, bundle.en);
    // A language that can't be loaded leaves the texts in English, and the page still starts.
    const loading = shown === 'en' ? null : load(bundle, shown).then((loaded) => addTo(shown, loaded));
    ready = Promise.all([ready, loading?.catch(() => undefined)]);
  }

  return {
    /** The text of a key in the language that is shown. */
    t,
    /** Adds the texts of a part of the app that loads later. Returns `t`, which knows them too. */
    addTexts<Added extends Bundle[]>(...added: Added): Translate<M & MessagesOf<Added[number]>> {
      for (const bundle of added) add(bundle);
      return t as Translate<M & MessagesOf<Added[number]>>;
    },
    /** Resolves when all that was added can be shown in the language of the page. */
    textsReady: () => ready,
    /**
     * A page, or a part of one, that loads with its texts when it is first shown. Its module exports nothing but the
     * component (and types).
     *
     * @example const GroupNameDialog = lazyPart(() => import('./GroupNameDialog.tsx'));
     */
    lazyPart<Module extends object>(loadPart: () => Promise<Module>) {
      return lazy(async () => {
        const [component] = Object.values(await loadPart()) as [Component<PropsOf<Module>>];
        await ready;
        return { default: component };
      });
    },
    /** Changes the language and remembers it. */
    async changeLanguage(next: Language): Promise<void> {
      writeStored(STORED_AS, next);
      await show(next);
    },
    /** At start: the remembered language, or the first of the browser's that is supported. */
    async startLanguage(): Promise<void> {
      const wanted = [readStored(STORED_AS) ?? '', ...navigator.languages].map(languageOf);
      // A language that can't be loaded must not keep the page from starting.
      await show(wanted.find((known) => known !== undefined) ?? 'en').catch(() => show('en'));
    },
  };
}

async function load({ en, others }: Bundle, language: Language): Promise<Texts> {
  return language === 'en' ? en : others[language]();
}
