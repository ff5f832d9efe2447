import { expect, test } from 'vitest';
import { t } from './i18n.ts';

test('a level and its unit stay on one line', () => {
  expect(t('portalLevel.limit', { limit: 65 })).toBe('Limit 65\u00a0dB');
});
