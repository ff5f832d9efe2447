import { formatCountdown, formatRelative, language } from '@sitecast/ui';
import { testDictionaries } from '@sitecast/ui/testing';
import { afterEach, expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { changeLanguage, startLanguage, t, textsReady } from './i18n.ts';
import { pt } from './pt.ts';

/** The files of a language, and the parts among them that come with their pages. */
const files = import.meta.glob<Record<string, object>>('./*/*.ts', { eager: true });
const later = Object.keys(import.meta.glob('./*.ts')).map((path) => path.slice(2));
const whole = (name: string, texts: object) =>
  Object.assign({}, texts, ...later.flatMap((part) => Object.values(files[`./${name}/${part}`] ?? {})));

// The names of products and the signs of units are the same everywhere.
testDictionaries(
  whole('en', en),
  { es: whole('es', es), fr: whole('fr', fr), de: whole('de', de), pt: whole('pt', pt) },
  ['screen.platforms.tizen'],
);

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

test('texts that come later are there in the language that is shown, and in the next one', async () => {
  await changeLanguage('fr');
  const { t } = await import('./groups.ts');
  await textsReady();
  expect(t('groups.create')).toBe('Créer un groupe');
  await changeLanguage('de');
  expect(t('groups.create')).toBe('Gruppe anlegen');
  expect(t('screens.title')).toBe('Bildschirme');
});

test('texts that come while the language changes are there in the new one', async () => {
  const changed = changeLanguage('pt');
  const { t } = await import('./audit.ts');
  await Promise.all([changed, textsReady()]);
  expect(t('audit.export')).toBe('Transferir CSV');
});
