import { expect, test } from 'vitest';
import { bestStep, spanOf, stepsFor } from './chart-span.ts';

const iso = (at: number) => new Date(at).toISOString();
const days = (count: number) => ({ from: 0, to: count * 86_400_000 });

test('today starts at midnight in the site’s time zone', () => {
  const { from, to } = spanOf('today', Date.parse('2026-05-04T10:20:30Z'), 'Europe/Berlin');
  expect([iso(from), iso(to)]).toEqual(['2026-05-03T22:00:00.000Z', '2026-05-04T10:21:00.000Z']);
});

test('longer spans have longer steps, with no more points than the server returns', () => {
  expect([0.25, 1, 7, 30, 365].map((count) => bestStep(days(count)))).toEqual([
    '1m',
    '5m',
    '15m',
    '1h',
    '1d',
  ]);
  expect(stepsFor(days(30))).toEqual(['5m', '15m', '1h', '1d']);
  expect(stepsFor(days(40_000))).toEqual(['1d']);
});
