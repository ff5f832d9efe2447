import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unstorableText } from './text.ts';

test('what UTF-8 has, but for U+0000, can be kept', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'grapheme' }), (value, text) => {
      fc.pre(
        !/\0|\p{Surrogate}/u.test(text + JSON.stringify(value)) &&
          !/\\u(0000|d[89a-f])/i.test(JSON.stringify(value)),
      );
      expect(unstorableText({ value, text, list: [text, '🎉', 1, null] })).toBeNull();
    }),
  );
});

test('the place of what cannot be kept is named', () => {
  fc.assert(
    fc.property(fc.constantFrom('\0', 'a\0b', '\ud800', '\udc00\ud800', 'a\udfff'), fc.nat(3), (text, at) => {
      const list: unknown[] = ['fine', 1, null, { also: 'fine' }];
      list[at] = { deep: { inside: text } };
      expect(unstorableText({ before: 'fine', list })).toEqual(['list', String(at), 'deep', 'inside']);
    }),
  );
  expect(unstorableText('\0')).toEqual([]);
  // A name that cannot be kept is told by what it stands in.
  expect(unstorableText({ payload: { 'a\0': 1 } })).toEqual(['payload']);
});

test('an input nested as deeply as it may be is no matter', () => {
  let input: unknown = '\0';
  for (let depth = 0; depth < 100_000; depth++) input = [input];
  expect(unstorableText(input)).toHaveLength(100_000);
});
