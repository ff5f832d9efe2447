import type { Timers } from '../timers.ts';

export interface ManualTimers extends Timers {
  /** Advances the time and runs the timers that fall due, in order. */
  advance(ms: number): void;
  /** Advances from timer to timer, letting the sockets of this process do their work in between. */
  pass(ms: number): Promise<void>;
  /** Like `pass`, until the check passes. @throws the check's last error after `limit` ms */
  until(check: () => void, limit?: number): Promise<void>;
}

/** A clock that only advances when a test says so, for use with real sockets. @param start ms since the epoch */
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
      await letSocketsRun();
      try {
        return check();
      } catch (error) {
        if (now >= end) throw error;
      }
      const next = waiting.size === 0 ? end : first().at;
      advance(Math.max(0, Math.min(next, now + MAX_STEP_MS, end) - now));
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

/** Small steps, so that an answer in transit arrives before its timeout. */
const MAX_STEP_MS = 1_000;

/** Both ends of the sockets are in this process, so a few turns of the event loop deliver what was sent. */
async function letSocketsRun() {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 0));
}
