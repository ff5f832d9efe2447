import { describe, expect, test } from 'vitest';
import { clockDrift } from './clock-drift.ts';

describe('in the time zone of the site', () => {
  test.each([
    ['a correct clock', '2025-12-24T21:33:50', '2025-12-24T20:33:50.900Z', 'Europe/Berlin', 0],
    ['a fast clock', '2025-12-24T21:35:25', '2025-12-24T20:33:50.000Z', 'Europe/Berlin', 95],
    ['a slow clock', '2025-12-24T21:33:00', '2025-12-24T20:33:50.000Z', 'Europe/Berlin', -50],
    [
      'a clock without daylight saving time',
      '2025-07-01T12:00:00',
      '2025-07-01T11:00:00.000Z',
      'Europe/Berlin',
      -3_600,
    ],
    [
      'the first occurrence of a repeated hour',
      '2025-10-26T02:30:00',
      '2025-10-26T00:30:00Z',
      'Europe/Berlin',
      0,
    ],
    ['the second occurrence', '2025-10-26T02:30:00', '2025-10-26T01:30:00Z', 'Europe/Berlin', 0],
    ['across midnight', '2025-12-25T00:00:10', '2025-12-24T18:14:55.000Z', 'Asia/Kathmandu', 15],
  ])('%s', (_what, local, now, timezone, drift) => {
    expect(clockDrift(local, Date.parse(now), timezone)).toBe(drift);
  });
});

test.each([
  ['2025-12-24T21:33:50', 0],
  ['2025-12-25T02:18:40', -10],
  ['2025-12-24T15:03:50', 0],
  ['2025-12-24T20:35:25', 95],
])('without a time zone, %s is compared in the nearest one', (local, drift) => {
  expect(clockDrift(local, Date.parse('2025-12-24T20:33:50Z'))).toBe(drift);
});
