import { expect, test } from 'vitest';
import { ago, until } from './time.ts';

test.each([
  ['2026-03-01T12:00:00Z', 'just now'],
  ['2026-03-01T11:59:01Z', 'just now'],
  ['2026-03-01T11:58:01Z', '1 min ago'],
  ['2026-03-01T09:00:00Z', '3 h ago'],
  ['2026-02-27T12:00:00Z', '2 d ago'],
  ['2024-03-01T12:00:00Z', '2 y ago'],
  ['2026-03-01T12:00:09Z', 'just now'],
])('%s is formatted as %s, even if the server’s clock is ahead', (iso, expected) => {
  expect(ago(iso, Date.parse('2026-03-01T12:00:00Z'))).toBe(expected);
});

test.each([
  ['2026-03-01T12:00:59Z', 'in less than 1 min'],
  ['2026-03-01T12:01:00Z', 'in 1 min'],
  ['2026-03-08T11:59:59Z', 'in 6 d'],
  ['2026-03-01T11:00:00Z', '1 h ago'],
])('%s is %s', (iso, expected) => {
  expect(until(iso, Date.parse('2026-03-01T12:00:00Z'))).toBe(expected);
});
