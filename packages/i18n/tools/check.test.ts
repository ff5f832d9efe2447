import { describe, expect, test } from 'vitest';
import { languageCodes } from '../src/languages.ts';
import { type MessagesByKey, problemsOf } from './check.ts';
import { flatten, partsOf, readPart } from './read.ts';

const messagesOf = (language: (typeof languageCodes)[number]): MessagesByKey =>
  new Map(partsOf(language).flatMap((part) => [...flatten(part, readPart(language, part))]));

describe.each(languageCodes)('%s', (language) => {
  test('says all that English says, with the same parameters', () => {
    expect(partsOf(language)).toEqual(partsOf('en'));
    expect(problemsOf(language, messagesOf(language), messagesOf('en'))).toEqual([]);
  });
});

describe('what is wrong in a language is found:', () => {
  const english = {
    'groups.title': 'Groups of screens',
    'groups.created': 'Group {name} created',
    'groups.count': '{total, plural, one {# screen} other {# screens}}',
  };
  const german = {
    'groups.title': 'Gruppen von Bildschirmen',
    'groups.created': 'Gruppe {name} angelegt',
    'groups.count': '{total, plural, one {# Bildschirm} other {# Bildschirme}}',
  };
  const problems = (changes: Record<string, string | undefined>) => {
    const changed = Object.entries({ ...german, ...changes }).filter(([, text]) => text !== undefined);
    return problemsOf('de', new Map(changed as [string, string][]), new Map(Object.entries(english)));
  };

  test('nothing in a good one', () => expect(problems({})).toEqual([]));

  test.each([
    ['a missing key', { 'groups.title': undefined }, 'groups.title is missing'],
    ['a surplus key', { 'groups.old': 'Alt' }, 'groups.old is not in English'],
    ['an empty text', { 'groups.title': ' ' }, 'groups.title is empty'],
    [
      'a sentence left in English',
      { 'groups.title': 'Groups of screens' },
      'groups.title is still in English',
    ],
    [
      'a sentence with parameters left in English',
      { 'groups.created': 'Group {name} created' },
      'groups.created is still in English',
    ],
    [
      'a missing parameter',
      { 'groups.created': 'Gruppe angelegt' },
      'groups.created has the parameters () and not (name: string)',
    ],
    [
      'a wrong parameter',
      { 'groups.created': 'Gruppe {nmae} angelegt' },
      'groups.created has the parameters (nmae: string) and not (name: string)',
    ],
    [
      'a surplus parameter',
      { 'groups.title': 'Gruppen von {name}' },
      'groups.title has the parameters (name: string) and not ()',
    ],
    [
      'a number that is not formatted',
      { 'groups.count': '{total} Bildschirme' },
      'groups.count has the parameters (total: string) and not (total: number)',
    ],
  ])('%s', (_what, changes, problem) => {
    expect(problems(changes)).toEqual([problem]);
  });

  test('a message that cannot be parsed', () => {
    expect(problems({ 'groups.created': 'Gruppe {name angelegt' })).toEqual([
      expect.stringMatching(/^groups\.created is not valid: /),
    ]);
  });
});
