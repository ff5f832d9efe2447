import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '../src/languages.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Messages in ICU MessageFormat, as they are in a JSON file. */
export interface Source {
  [key: string]: string | Source;
}

/** The names of a language's parts, which are those of its files. */
export function partsOf(language: Language): string[] {
  return readdirSync(`${root}messages/${language}`)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

export function readPart(language: Language, part: string): Source {
  return JSON.parse(readFileSync(`${root}messages/${language}/${part}.json`, 'utf8')) as Source;
}

/** A part's messages by their full keys: `groups.columns.name`. */
export function flatten(part: string, source: Source): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (prefix: string, messages: Source) => {
    for (const [key, message] of Object.entries(messages)) {
      if (typeof message === 'string') found.set(`${prefix}.${key}`, message);
      else walk(`${prefix}.${key}`, message);
    }
  };
  walk(namespaceOf(part), source);
  return found;
}

/** The first name of a part's keys: `client-files` → `clientFiles`. */
export function namespaceOf(part: string): string {
  return part.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
