import { setImmediate } from 'node:timers/promises';
import type { RestAnswer } from './idempotency.ts';

/**
 * Lets equal reads that are waiting at the same time share one response, so that many polling clients cost little more
 * than one. A read starts only after all requests that share it have arrived, so no response is older than its request.
 */
export function createSharedReads() {
  /** The read in progress, and the next one, for requests that have arrived since it started. */
  const running = new Map<string, Promise<unknown>>();
  const next = new Map<string, Promise<RestAnswer>>();

  /** @param key identifies the caller and the request: everything that the response depends on */
  return function shared(key: string, read: () => Promise<RestAnswer>): Promise<RestAnswer> {
    const waiting = next.get(key);
    if (waiting) return waiting;
    // Wait for the end of this turn: SQLite answers within it, so no other request could join.
    const before = running.get(key) ?? setImmediate();
    const answer = before.then(() => {
      next.delete(key);
      const reading = read();
      const over = reading.then(
        () => {},
        () => {},
      );
      running.set(key, over);
      void over.then(() => {
        if (running.get(key) === over) running.delete(key);
      });
      return reading;
    });
    next.set(key, answer);
    return answer;
  };
}
