import type { Timers } from '../timers.ts';

export interface ManualTimers extends Timers {
  /** Goes on, and runs what is due on the way, in order, at its time. */
  advance(ms: number): void;
  /** Goes on from timer to timer, with time for the sockets of this process in between. */
  pass(ms: number): Promise<void>;
  /** The same until the check passes. @throws what the check threw last when it never does within so many ms */
  until(check: () => void, limit?: number): Promise<void>;
}

/** Time that goes on only when a test says so: minutes at once, on real sockets. */
export function createManualTimers(start = Date.parse('2025-12-24T20:33:50Z')): ManualTimers {
  let now = start;
  const waiting = new Set<{ at: number; run: () => void }>();
  const first = () => [...waiting].reduce((a, b) => (b.at < a.at ? b : a));

  function advance(ms: number) {
    const end = now + ms;
    while (waiting.size > 0 && first().at <= end) {
      const timer = first();
      waiting.delete(timer);
      now = Math.max(now, timer.at);
      timer.run();
    }
    now = end;
  }

  async function until(check: () => void, limit = 10_000) {
    const end = now + limit;
    for (;;) {
      await socketsHadTheirTurn();
      try {
        return check();
      } catch (error) {
        if (now >= end) throw error;
      }
      const next = waiting.size === 0 ? end : first().at;
      advance(Math.max(0, Math.min(next, now + LONGEST_STEP, end) - now));
    }
  }

  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
    advance,
    until,
    async pass(ms) {
      const end = now + ms;
      const isOver = () => {
        if (now < end) throw new Error('not yet');
      };
      await until(isOver, ms);
    },
  };
}

/** So that an answer which is on its way has many turns to come before it is given up. */
const LONGEST_STEP = 1_000;

/** Both ends of a test's sockets are in this process: a few turns of its loop bring what was sent to the other end. */
async function socketsHadTheirTurn() {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 0));
}
