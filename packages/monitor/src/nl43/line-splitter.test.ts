import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineSplitter } from './line-splitter.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

function split(...chunks: string[]): string[] {
  const splitter = createLineSplitter();
  return chunks.flatMap((chunk) => splitter.push(bytes(chunk)));
}

test('lines are reassembled from any chunks', () => {
  expect(split('R+00', '00\r', '\n 46.2', ', 43.7\r\n', 'R+0')).toEqual(['R+0000', ' 46.2, 43.7']);
});

test('prompts are stripped: on their own, in front of a line, or repeated', () => {
  expect(split('$', 'R+0000\r\n', '$\r\n', '$ R+0000\r\n$$R+0004\r\n')).toEqual([
    'R+0000',
    ' R+0000',
    'R+0004',
  ]);
});

test('control characters are removed', () => {
  expect(split('\x00\x07R+0000\x1a\r\n', '\r\n\n')).toEqual(['R+0000']);
});

test('an endless line uses no memory, and the next line is read', () => {
  const splitter = createLineSplitter();
  for (let chunk = 0; chunk < 1_000; chunk++) {
    expect(splitter.push(bytes('x'.repeat(1_000)))).toEqual([]);
  }
  expect(splitter.push(bytes('x\r\nR+0000\r\n'))).toEqual(['R+0000']);
  expect(splitter.push(bytes(`${'y'.repeat(2_000)}\r\nStart\r\n`))).toEqual(['Start']);
});

test('the same bytes give the same lines, however they are chunked, and no line exceeds the maximum', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom('\r\n', '$', 'R+0000', ' 46.2,'), fc.string({ maxLength: 5 })), {
      maxLength: 20,
    })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(20), { maxLength: 10 }), (whole, cuts) => {
      const chunks: string[] = [];
      let rest = whole;
      for (const cut of cuts) {
        chunks.push(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      const lines = split(...chunks, rest);
      expect(lines).toEqual(split(whole));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(1_024);
    }),
  );
});
