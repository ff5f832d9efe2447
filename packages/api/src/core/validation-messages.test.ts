import { expect, test } from 'vitest';
import { z } from 'zod';
import './validation-messages.ts';

const messages = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

test.each<[schema: z.ZodType, value: unknown, message: string]>([
  [z.string(), undefined, 'Required'],
  [z.string().trim().min(1), '   ', 'Required'],
  [z.string().max(100), 'x'.repeat(101), 'Must be at most 100 characters'],
  [z.int().min(1), 0, 'Must be at least 1'],
  [z.int().max(3650), 3651, 'Must be at most 3650'],
  [z.int(), 1.5, 'Must be a whole number'],
  [z.int(), '30', 'Must be a number'],
  [z.array(z.string()).min(2), ['a'], 'Must have at least 2 entries'],
  [z.object({}), 'x', 'Must be an object'],
  [z.enum(['read', 'full']), 'king', 'Must be one of read, full'],
  [z.email(), 'ada', 'Must be an e-mail address'],
])('%# the message says what a rejected value must be', (schema, value, message) => {
  expect(messages(schema, value)).toEqual([message]);
});

test('a schema’s own message wins', () => {
  expect(messages(z.string().min(12, 'Use at least 12 characters.'), 'short')).toEqual([
    'Use at least 12 characters.',
  ]);
});
