import { setImmediate } from 'node:timers/promises';
import type { RestAnswer } from './idempotency.ts';

/**
 * Lets equal reads that wait at the same time share one answer, so that many who poll cost little more than one. The
 * work for an answer begins after everybody whom it is for has asked: nobody is told what was true before he asked.
 */
export function createSharedReads() {
  /** What is being read now, and what will be read after it for those who have asked in the meantime. */
  const running = new Map<string, Promise<unknown>>();
  const next = new Map<string, Promise<RestAnswer>>();

  /** @param key who asks for what: everything that the answer depends on */
  return function shared(key: string, read: () => Promise<RestAnswer>): Promise<RestAnswer> {
    const waiting = next.get(key);
    if (waiting) return waiting;
    // At the end of this turn: SQLite answers within it, so that nobody else would come to ask in the meantime.
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
