import { testDictionaries } from '@sitecast/ui/testing';
import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { pt } from './pt.ts';

// The names of levels are those of the standard (IEC 61672).
testDictionaries(en, { es, fr, de, pt }, ['level.percentiles']);

test('a level and its unit stay on one line', () => {
  expect(en.level.limit('65')).toBe('Limit 65\u00a0dB');
});
