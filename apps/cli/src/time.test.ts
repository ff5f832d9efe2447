import { expect, test } from 'vitest';
import { ago } from './time.ts';

test.each([
  ['2026-03-01T12:00:00Z', 'just now'],
  ['2026-03-01T11:59:01Z', 'just now'],
  ['2026-03-01T11:58:01Z', '1 min ago'],
  ['2026-03-01T09:00:00Z', '3 h ago'],
  ['2026-02-27T12:00:00Z', '2 d ago'],
  ['2024-03-01T12:00:00Z', '2 y ago'],
  ['2026-03-01T12:00:09Z', 'just now'],
])('%s is %s, also when the server’s clock is ahead', (iso, expected) => {
  expect(ago(iso, Date.parse('2026-03-01T12:00:00Z'))).toBe(expected);
});
