import { formatCountdown, formatRelative, language } from '@sitecast/ui';
import { afterEach, expect, test } from 'vitest';
import { changeLanguage, startLanguage, t, textsReady } from './i18n.ts';

afterEach(async () => {
  await changeLanguage('en');
  localStorage.clear();
});

test('a changed language is shown at once and remembered', async () => {
  await changeLanguage('de');
  expect(t('screens.title')).toBe('Bildschirme');
  expect(document.documentElement.lang).toBe('de');
  await changeLanguage('en');
  localStorage.setItem('sitecast.language', 'fr');
  await startLanguage();
  expect(language()).toBe('fr');
});

test('numbers of things follow the rules of the language', async () => {
  expect(t('screens.summary', { total: 1, online: 0 })).toBe('1 screen, 0 online');
  expect(t('screens.summary', { total: 2, online: 1 })).toBe('2 screens, 1 online');
  await changeLanguage('fr');
  // French counts nothing as one.
  expect(t('screens.summary', { total: 0, online: 0 })).toBe('0 écran, 0 en ligne');
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
