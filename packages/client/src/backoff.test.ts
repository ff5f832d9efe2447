import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('the maximum delay doubles from 0.5 s to 30 s', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 7, 50, 5000].map((attempt) => backoff(attempt, () => 1));
  expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
});

test('thousands of clients that lose the server at once reconnect evenly over time', () => {
  const tenths = new Array<number>(10).fill(0);
  for (let client = 0; client < 5_000; client++) tenths[Math.floor(backoff(10) / 3_000)]! += 1;
  for (const clients of tenths) expect(clients).toBeGreaterThan(250);
});
