import type { Language } from './languages.ts';

/** The parameters of each message, by key; `null` where it has none. Generated from the English messages. */
export type Messages = object;

/** Compiled messages of one language: the parts by name, with their keys as in the JSON files. */
export interface Texts {
  [name: string]: string | ((parameters: never) => string) | Texts;
}

/** Messages that are loaded together: English comes with the program, the other languages on demand. */
export interface Bundle<M extends Messages = Messages> {
  en: Texts;
  others: Record<Exclude<Language, 'en'>, () => Promise<Texts>>;
  /** Only for its type. */
  messages?: M;
}

/** A bundle in every language at once: for the server and for the player's single file. */
export interface AllTexts<M extends Messages = Messages> {
  texts: Record<Language, Texts>;
  /** Only for its type. */
  messages?: M;
}

type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  member: infer Members,
) => void
  ? Members
  : never;

/** The messages of several bundles together. */
export type MessagesOf<Bundles extends Bundle> = Intersection<NonNullable<Bundles['messages']>>;

/** The keys of a bundle's messages without parameters: for tables that name a text. */
export type PlainKey<B extends Bundle> = {
  [Key in keyof MessagesOf<B>]: MessagesOf<B>[Key] extends null ? Key : never;
}[keyof MessagesOf<B>] &
  string;

/** What follows the key. Of several possible keys, all take the same kind of parameters, or none. */
type Parameters<Message> = [Message] extends [null]
  ? []
  : [Extract<Message, null>] extends [never]
    ? [parameters: Intersection<Message>]
    : [never];

/** Answers the text of a message in the language that is shown. */
export type Translate<M extends Messages> = <Key extends keyof M & string>(
  key: Key,
  ...parameters: Parameters<M[Key]>
) => string;

/**
 * @param texts answers the compiled messages of the language that is shown
 * @returns `t`, whose keys and parameters are checked against English
 */
export function createTranslate<M extends Messages>(texts: () => Texts): Translate<M> {
  return (key, ...[parameters]) => {
    let found: Texts[string] | undefined = texts();
    for (const name of key.split('.')) found = (found as Texts | undefined)?.[name];
    // A part that isn't loaded shows its key, which tells what is missing.
    return typeof found === 'function' ? found(parameters as never) : ((found as string | undefined) ?? key);
  };
}

/** `t` in one language, of a bundle that has them all. */
export function translateIn<M extends Messages>({ texts }: AllTexts<M>, language: Language): Translate<M> {
  return createTranslate(() => texts[language]);
}
