// @vitest-environment happy-dom
import { languageCodes, languageOf } from '@sitecast/i18n';
import { describe, expect, test } from 'vitest';
import { phrasesIn } from '../i18n.ts';
import { createScreens } from './screens.ts';

const pairing = {
  name: 'pairing',
  code: '012345',
  pairUrl: 'http://sitecast.example/screens?code=012345',
  serverUrl: 'http://sitecast.example',
} as const;

describe('the pairing screen', () => {
  const stage = document.createElement('div');
  createScreens(stage, phrasesIn('en'))(pairing);

  test('groups the code and says where to enter it', () => {
    expect(stage.querySelector('.code')?.textContent).toBe('012 345');
    expect(stage.querySelector('h1')?.textContent).toBe('Open sitecast.example and enter this code');
  });

  test('draws a QR code without markup in a string', () => {
    expect(stage.querySelector('svg.qr path')?.getAttribute('d')).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  });
});

test('a screen is drawn anew only when something on it has changed', () => {
  const stage = document.createElement('div');
  const draw = createScreens(stage, phrasesIn('en'));
  draw(pairing);
  const first = stage.firstChild;
  draw({ ...pairing });
  expect(stage.firstChild).toBe(first);
  draw({ name: 'idle', device: 'Lobby', workspace: 'Acme' });
  expect(stage.textContent).toBe('LobbyAcmeNo content assigned');
});

describe('languages', () => {
  test('follow the browser’s, and are English where the player does not speak it', () => {
    expect(['pt-BR', 'de', 'FR-ca', 'ja', ''].map((tag) => languageOf(tag) ?? 'en')).toEqual([
      'pt',
      'de',
      'fr',
      'en',
      'en',
    ]);
  });

  test.each(languageCodes)('%s names the address', (language) => {
    expect(phrasesIn(language)('player.enterCode', { address: '{address}' }).split('{address}')).toHaveLength(
      2,
    );
  });
});
