/** Every language, by its code (ISO 639-1), with its own name. English is the source of the others. */
export const languages = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  pt: 'Português',
  nl: 'Nederlands',
};

export type Language = keyof typeof languages;

export const languageCodes = Object.keys(languages) as [Language, ...Language[]];

/**
 * @param tag a BCP 47 language tag, such as `pt-BR`
 * @returns the language of the tag, or undefined when there are no messages in it
 */
export function languageOf(tag: string): Language | undefined {
  const code = tag.split(/[-_]/)[0]!.toLowerCase();
  return languageCodes.find((known) => known === code);
}
