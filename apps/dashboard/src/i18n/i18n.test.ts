import { formatCountdown, formatRelative, language } from '@sitecast/ui';
import { testDictionaries } from '@sitecast/ui/testing';
import { afterEach, expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { changeLanguage, startLanguage, t } from './i18n.ts';
import { pt } from './pt.ts';

// The names of products and the signs of units are the same everywhere.
testDictionaries(en, { es, fr, de, pt }, ['screen.platforms.tizen']);

afterEach(() => changeLanguage('en'));

test('a changed language is shown at once and remembered', async () => {
  await changeLanguage('de');
  expect(t('screens.title')).toBe('Bildschirme');
  expect(document.documentElement.lang).toBe('de');
  await changeLanguage('en');
  localStorage.setItem('sitecast.language', 'fr');
  await startLanguage();
  expect(language()).toBe('fr');
});

test('numbers of things follow the rules of the language', () => {
  expect(en.screens.summary(1, 0)).toBe('1 screen, 0 online');
  expect(en.screens.summary(2, 1)).toBe('2 screens, 1 online');
  // French counts nothing as one.
  expect(fr.screens.summary(0, 0)).toBe('0 écran, 0 en ligne');
});

test('times are told as people say them', () => {
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
  expect(formatRelative(ago(3 * 60 + 5))).toBe('3 minutes ago');
  expect(formatRelative(ago(5))).toBe('now');
  expect(formatRelative(ago(26 * 3600))).toBe('yesterday');
  expect([formatCountdown(0.2), formatCountdown(42), formatCountdown(3 * 3600 + 65)]).toEqual([
    '0:01',
    '0:42',
    '3:01:05',
  ]);
});
