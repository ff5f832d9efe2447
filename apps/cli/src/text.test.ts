import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableLines } from './table.ts';
import { displayWidth, printable, printableJson, truncate } from './text.ts';

const anything = fc.string({ unit: 'binary' });
const plain = (text: string) => text;

test('printed text cannot move the cursor, break the line or change the text direction', () => {
  fc.assert(fc.property(anything, (text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(printable(text))));
  expect(printable('a\u001b[31mb\tc\u009bd\u007f')).toBe('a␛[31mb␉c�d␡');
  expect(printable('Küche 入口 👩‍🔧')).toBe('Küche 入口 👩‍🔧');
});

test('JSON is lossless and contains no control characters except line feeds', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const json = printableJson({ text });
      expect(JSON.parse(json)).toEqual({ text });
      expect(json).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    }),
  );
});

test('wide characters take two columns', () => {
  expect(displayWidth('abc')).toBe(3);
  expect(displayWidth('入口')).toBe(4);
  expect(displayWidth('👩‍🔧')).toBe(2);
  expect(displayWidth('é')).toBe(1);
});

test('truncated text fits, and text that fits is not truncated', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
      const cut = truncate(text, columns);
      expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
      if (displayWidth(text) <= columns) expect(cut).toBe(text);
    }),
  );
});

test('columns are aligned regardless of their content', () => {
  const rows = [
    { name: '入口', id: 'a' },
    { name: 'Hall of the east wing', id: 'b' },
  ];
  const columns = [
    { title: 'NAME', cell: ({ name }: (typeof rows)[number]) => name },
    { title: 'ID', cell: ({ id }: (typeof rows)[number]) => id, whole: true },
  ];
  expect(tableLines(columns, rows, 14, plain)).toEqual(['NAME        ID', '入口        a', 'Hall of t…  b']);
});
