/** Time as the drivers see it, so that a test goes through minutes at once, on real sockets. Milliseconds. */
export interface Timers {
  now(): number;
  /** Returns the function that calls it off. */
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

/** A wait that can be cut short: `wake` looks again whether the time, which may have changed, has come. */
export function createAlarm(timers: Timers) {
  let check: (() => void) | undefined;
  return {
    /** Resolves at the time that `until` gives, asked again at every `wake`. */
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
