import { expect, test } from 'vitest';
import { fromWallClock, toWallClock } from './zone.ts';

const at = (iso: string) => Date.parse(iso);

test('wall clock times convert both ways, in summer and in winter', () => {
  for (const [iso, text] of [
    ['2026-07-01T07:30:00Z', '2026-07-01T09:30'],
    ['2026-01-01T08:30:00Z', '2026-01-01T09:30'],
    ['2026-03-29T00:59:00Z', '2026-03-29T01:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29T03:00'],
    ['2026-10-25T01:30:00Z', '2026-10-25T02:30'],
  ] as const)
    expect(toWallClock(at(iso), 'Europe/Berlin')).toBe(text);
  expect(fromWallClock('2026-07-01T09:30', 'Europe/Berlin')).toBe(at('2026-07-01T07:30:00Z'));
  expect(fromWallClock('2026-01-01T09:30', 'Europe/Berlin')).toBe(at('2026-01-01T08:30:00Z'));
  expect(fromWallClock('2026-03-29T03:00', 'Europe/Berlin')).toBe(at('2026-03-29T01:00:00Z'));
  expect(fromWallClock('2026-11-01T12:00', 'America/New_York')).toBe(at('2026-11-01T17:00:00Z'));
});

test('an hour that occurs twice means the first', () => {
  expect(fromWallClock('2026-10-25T02:30', 'Europe/Berlin')).toBe(at('2026-10-25T00:30:00Z'));
});

test('invalid text is not a time', () => {
  expect(fromWallClock('', 'UTC')).toBeNaN();
});
