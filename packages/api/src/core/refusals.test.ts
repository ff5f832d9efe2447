import { expect, test } from 'vitest';
import { z } from 'zod';
import './refusals.ts';

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

test.each<[schema: z.ZodType, value: unknown, sentence: string]>([
  [z.string(), undefined, 'Fill this in'],
  [z.string().trim().min(1), '   ', 'Fill this in'],
  [z.string().max(100), 'x'.repeat(101), 'Give at most 100 characters'],
  [z.int().min(1), 0, 'Give at least 1'],
  [z.int().max(3650), 3651, 'Give at most 3650'],
  [z.int(), 1.5, 'Give a whole number'],
  [z.int(), '30', 'Give a number'],
  [z.array(z.string()).min(2), ['a'], 'Give at least 2 entries'],
  [z.object({}), 'x', 'Give an object'],
  [z.enum(['read', 'full']), 'king', 'Give one of read, full'],
  [z.email(), 'ada', 'Enter an e-mail address'],
])('%# a refused value is told what to do', (schema, value, sentence) => {
  expect(said(schema, value)).toEqual([sentence]);
});

test('what a schema says itself stands', () => {
  expect(said(z.string().min(12, 'Use at least 12 characters.'), 'short')).toEqual([
    'Use at least 12 characters.',
  ]);
});
