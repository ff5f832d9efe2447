export { type Language, languageCodes, languageOf, languages } from './languages.ts';
export {
  type AllTexts,
  type Bundle,
  createTranslate,
  type Messages,
  type MessagesOf,
  type PlainKey,
  type Texts,
  type Translate,
  translateIn,
} from './translate.ts';
