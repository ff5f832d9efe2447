/** The clock used by drivers, in ms, so that tests can skip minutes while using real sockets. */
export interface Timers {
  now(): number;
  /** Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export function isoNow(timers: Timers): string {
  return new Date(timers.now()).toISOString();
}

/** A wait whose end time can change: `wake` re-checks it. */
export function createAlarm(timers: Timers) {
  let check: (() => void) | undefined;
  return {
    /** Resolves at the time `until` returns, in ms since the epoch; it is called again on every `wake`. */
    wait(until: () => number): Promise<void> {
      return new Promise((resolve) => {
        let cancel = () => {};
        check = () => {
          cancel();
          const left = until() - timers.now();
          if (left > 0) {
            cancel = timers.after(left, () => check?.());
          } else {
            check = undefined;
            resolve();
          }
        };
        check();
      });
    },
    wake: () => check?.(),
  };
}
