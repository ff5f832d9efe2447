const BASE_MS = 500;
const MAX_MS = 30_000;

/**
 * The delay before the next connection attempt, in ms: exponential backoff from 0.5 s to 30 s with full jitter, so that
 * clients don't all reconnect at once.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param attempt 0 for the first retry
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(MAX_MS, BASE_MS * 2 ** attempt);
}
