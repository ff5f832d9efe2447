import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('the bound doubles from half a second to half a minute', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 7, 50, 5000].map((attempt) => backoff(attempt, () => 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
});

test('thousands of clients that lost the server in one moment come back spread over the whole time', () => {
  const tenths = new Array<number>(10).fill(0);
  for (let client = 0; client < 5_000; client++) tenths[Math.floor(backoff(10) / 3_000)]! += 1;
  for (const clients of tenths) expect(clients).toBeGreaterThan(250);
});
