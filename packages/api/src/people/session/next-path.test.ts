import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPath } from './next-path.ts';

const SITE = 'https://screens.example';

test('accepts paths on this site', () => {
  for (const path of ['/', '/screens', '/screens/0199?x=1#log', '/settings/tokens', '/screens?code=123456'])
    expect(nextPath(path)).toBe(path);
});

test('replaces anything that could lead to another site by /', () => {
  for (const next of [
    null,
    undefined,
    '',
    'screens',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    ' /screens',
    '/screens//evil.example',
  ])
    expect(nextPath(next)).toBe('/');
});

test('never leads a browser to another site, whatever the input', () => {
  const nasty = fc.string({
    unit: fc.constantFrom(
      '/',
      '\\',
      '.',
      ':',
      '@',
      '%2f',
      '%5c',
      '\t',
      '\n',
      '\r',
      '\u0000',
      ' ',
      'a',
      '?',
      '#',
      'evil.example',
      'https:',
      'javascript:',
      '%252f',
      '%09',
      '%00',
      // Slash look-alikes, invisible characters and lone surrogates.
      '\uff0f',
      '\u2044',
      '\u200b',
      '\u2028',
      '\u0085',
      '\ud83d',
      '🌍',
    ),
  });
  fc.assert(
    fc.property(
      fc.oneof(
        nasty,
        nasty.map((rest) => `/${rest}`),
        fc.webUrl(),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }).map((rest) => `/${rest}`),
      ),
      (next) => {
        const path = nextPath(next);
        expect(new URL(path, `${SITE}/login`).origin).toBe(SITE);
        if (path === '/') return;
        expect(path).toBe(next);
        expect(path.startsWith('/')).toBe(true);
        expect(path).not.toMatch(/\/\/|\\|\p{Cc}/u);
      },
    ),
    { numRuns: 2_000 },
  );
});
