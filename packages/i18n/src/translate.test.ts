import { expect, test } from 'vitest';
import groups from '../generated/bundles/groups/all.js';
import tokens from '../generated/bundles/tokens/all.js';
import { createTranslate, translateIn } from './translate.ts';

const t = translateIn(groups, 'en');

test('a text is found by its key, and takes its parameters by name', () => {
  expect(t('groups.columns.name')).toBe('Name');
  expect(t('groups.created', { name: 'Lobby' })).toBe('Group Lobby created');
});

test('plurals and numbers follow the rules of the language', () => {
  const counts = { total: 1_234, online: 1_000 };
  expect(t('groups.count', { total: 1, online: 0 })).toBe('1 screen, 0 online');
  expect(t('groups.count', counts)).toBe('1,234 screens, 1,000 online');
  expect(translateIn(groups, 'de')('groups.count', counts)).toBe('1.234 Bildschirme, 1.000 online');
  // In French, zero is singular.
  expect(translateIn(groups, 'fr')('groups.count', { total: 0, online: 0 })).toBe('0 écran, 0 en ligne');
});

test('of several possible keys, all must take the same parameters', () => {
  const isNew = Date.now() > 0;
  expect(t(isNew ? 'groups.created' : 'groups.renamed', { name: 'Lobby' })).toBe('Group Lobby created');
  const type = 'days' as 'days' | 'year';
  // @ts-expect-error Only one of the two takes a parameter.
  translateIn(tokens, 'en')(`tokens.expiries.${type}`, { days: 7 });
});

test('a text that is not loaded shows its key', () => {
  expect(createTranslate<{ 'groups.title': null }>(() => ({}))('groups.title')).toBe('groups.title');
});

/** Never called: the type-check fails when one of these is no error any more. */
export function wrongCalls() {
  // @ts-expect-error There is no such key.
  t('groups.nothing');
  // @ts-expect-error The key of another bundle.
  t('tokens.title');
  // @ts-expect-error A missing parameter.
  t('groups.created');
  // @ts-expect-error A parameter with a wrong name.
  t('groups.created', { nmae: 'Lobby' });
  // @ts-expect-error A surplus parameter.
  t('groups.created', { name: 'Lobby', count: 1 });
  // @ts-expect-error A parameter of a text that has none.
  t('groups.title', { name: 'Lobby' });
  // @ts-expect-error A count is a number.
  t('groups.count', { total: '1', online: 0 });
}
