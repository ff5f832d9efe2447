const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try to connect, in ms: full jitter between 0 and a bound that doubles from
 * 0.5 s to 30 s, so that thousands of clients don't come back in one second.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param attempt 0 for the first retry
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
}
