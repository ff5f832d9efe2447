import type { Language } from '../src/languages.ts';
import { parametersOf } from './parameters.ts';

/** A language's messages by key. */
export type MessagesByKey = ReadonlyMap<string, string>;

/** Texts that are the same in English and another language: names of products, and cognates. */
const sameAsEnglish = ['tokens.playlistCount', 'screen.platforms.tizen', 'portalLevel.maxLimit'];

/**
 * What is wrong with a language's messages, held against English.
 *
 * @returns a line for each problem, with the key; empty when there is none
 */
export function problemsOf(language: Language, messages: MessagesByKey, english: MessagesByKey): string[] {
  const problems: string[] = [];
  for (const key of english.keys()) if (!messages.has(key)) problems.push(`${key} is missing`);
  for (const [key, message] of messages) {
    const source = english.get(key);
    if (source === undefined) problems.push(`${key} is not in English`);
    else problems.push(...problemsOfMessage(message, source).map((problem) => `${key} ${problem}`));
    if (language !== 'en' && message === source && isSentence(message) && !sameAsEnglish.includes(key))
      problems.push(`${key} is still in English`);
  }
  return problems;
}

function problemsOfMessage(message: string, source: string): string[] {
  if (message.trim() === '') return ['is empty'];
  try {
    const [own, expected] = [message, source].map((text) =>
      [...parametersOf(text)]
        .map(([name, type]) => `${name}: ${type}`)
        .sort()
        .join(', '),
    );
    return own === expected ? [] : [`has the parameters (${own}) and not (${expected})`];
  } catch (error) {
    return [`is not valid: ${error instanceof Error ? error.message.split('\n')[0] : error}`];
  }
}

/** Whether it has words to translate: units and single words may be the same in two languages. */
function isSentence(message: string): boolean {
  const words = message.replaceAll(/\{[^{}]*\}/g, '').match(/\p{L}{2,}/gu) ?? [];
  return message.includes(' ') && words.length > 1;
}
