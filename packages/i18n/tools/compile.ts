import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/lib/compile-module.js';
import type { Language } from '../src/languages.ts';
import { parametersOf } from './parameters.ts';
import { flatten, namespaceOf, type Source } from './read.ts';

/** A part of a language as a module: texts, and functions where a message has parameters. */
export function compilePart(language: Language, source: Source): string {
  return (
    compileModule(new MessageFormat(language), source)
      // The library brings the rules of each language along; the engine has them.
      .replace('"@messageformat/runtime/lib/cardinals"', '"./plural.js"')
      // A text without parameters needs no function.
      .replace(/^(.*?): \(\) => ("(?:[^"\\]|\\.)*")/gm, '$1: $2')
  );
}

/** What a language's modules import for plurals. */
export function pluralModule(language: Language): string {
  return `const rules = new Intl.PluralRules('${language}');\nexport const ${language} = (count) => rules.select(count);\n`;
}

/** The types of a part's keys and their parameters, from its English messages. */
export function typesOfPart(part: string, source: Source): string {
  const keys = [...flatten(part, source)].map(([key, message]) => {
    const parameters = [...parametersOf(message)].map(([name, type]) => `${name}: ${type}`);
    return `  '${key}': ${parameters.length === 0 ? 'null' : `{ ${parameters.join('; ')} }`};`;
  });
  return `export interface ${interfaceOf(part)} {\n${keys.join('\n')}\n}\n`;
}

export function interfaceOf(part: string): string {
  const name = namespaceOf(part);
  return `${name[0]!.toUpperCase()}${name.slice(1)}Messages`;
}
