import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentProperties, contrast, type Hex, isHex } from './accent.ts';

const colors = fc
  .tuple(...([0, 1, 2] as const).map(() => fc.integer({ min: 0, max: 255 })))
  .map((rgb) => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}` as Hex);

/** The custom properties of one theme. */
function inTheme(accent: Hex, theme: 'light' | 'dark'): Record<string, Hex> {
  return Object.fromEntries(
    Object.entries(accentProperties(accent)).map(([name, value]) => {
      const found = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value)!;
      return [name, found[theme === 'light' ? 1 : 2] as Hex];
    }),
  );
}

const grounds = {
  light: ['#ffffff', '#f9fafb', '#f0f3f5'],
  dark: ['#14181e', '#0c0f14', '#1c2229'],
} as const;

test.each(['light', 'dark'] as const)('whatever colour a firm has, it can be read in the %s', (theme) => {
  fc.assert(
    fc.property(colors, (color) => {
      const made = inTheme(color, theme);
      expect(contrast(made['--on-accent']!, made['--accent']!)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(made['--on-accent']!, made['--accent-strong']!)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(made['--accent-ink']!, made['--accent-soft']!)).toBeGreaterThanOrEqual(4.5);
      for (const ground of grounds[theme]) {
        expect(contrast(made['--accent-ink']!, ground)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(made['--accent']!, ground)).toBeGreaterThanOrEqual(3);
      }
    }),
    { examples: [['#000000'], ['#ffffff'], ['#ffd400'], ['#808080'], ['#0000ff']] },
  );
});

test('a colour with sufficient contrast is kept', () => {
  expect(inTheme('#0a5cad', 'light')).toMatchObject({ '--accent': '#0a5cad', '--accent-ink': '#0a5cad' });
});

test('contrast is computed as in WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('only #rrggbb is accepted', () => {
  expect(['#0a5cad', '#0A5CAD', 'red', '#fff', '#0a5cad;x'].map(isHex)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
