import { flatten } from '@solid-primitives/i18n';
import { describe, expect, test } from 'vitest';
import type { Language } from './language.ts';

type Texts = Parameters<typeof flatten>[0];

/**
 * Holds an app's dictionaries against English.
 *
 * @param sameEverywhere keys of sentences that are the same in every language, such as the name of a product
 */
export function testDictionaries(
  en: Texts,
  others: Record<Exclude<Language, 'en'>, Texts>,
  sameEverywhere: string[] = [],
): void {
  describe.each(Object.entries(others))('%s', (_name, dictionary) => {
    const said = new Map(textsOf(dictionary));

    test('says all that English says, and nothing of it is empty', () => {
      const keysOf = (texts: [string, unknown][]) => texts.map(([key]) => key).sort();
      expect(keysOf(textsOf(dictionary))).toEqual(keysOf(textsOf(en)));
      for (const [key, text] of said) if (typeof text === 'string') expect(text.trim(), key).not.toBe('');
    });

    test('has no English sentence left', () => {
      const untranslated = textsOf(en).filter(
        ([key, text]) => typeof text === 'string' && text.includes(' ') && said.get(key) === text,
      );
      expect(untranslated.map(([key]) => key)).toEqual(sameEverywhere);
    });

    test('uses every argument of a phrase', () => {
      for (const [key, text] of said) {
        if (typeof text !== 'function') continue;
        const args = [7, 3, 5].slice(0, text.length);
        const phrase = String((text as (...args: unknown[]) => string)(...args));
        for (const arg of args) expect(phrase, key).toContain(String(arg));
      }
    });
  });
}

function textsOf(dictionary: Texts): [string, unknown][] {
  return Object.entries(flatten(dictionary)).filter(([, text]) => typeof text !== 'object');
}
