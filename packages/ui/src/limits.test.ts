import { expect, test } from 'vitest';
import { levelTone, limitAt } from './limits.ts';

const limits = { day: 70, evening: 65, night: 55, max: 95 };
const at = (time: string) => limitAt(limits, 'Europe/Berlin', Date.parse(time));

test('the limit is that of the hour on the site’s clock', () => {
  // In July it is two hours ahead of UTC.
  expect(
    ['04:59', '05:00', '16:59', '17:00', '20:59', '21:00'].map((time) => at(`2026-07-01T${time}:00Z`)),
  ).toEqual([55, 70, 70, 65, 65, 55]);
  expect(at('2026-01-01T06:30:00Z')).toBe(70);
  expect(limitAt(null, 'UTC', 0)).toBeNull();
});

test('a level at its limit has not exceeded it', () => {
  expect([50, 65, 65.1, 70, 70.1].map((level) => levelTone(level, 70))).toEqual([
    'good',
    'good',
    'ask',
    'ask',
    'act',
  ]);
  expect([levelTone(null, 70), levelTone(50, null)]).toEqual(['none', 'none']);
});
