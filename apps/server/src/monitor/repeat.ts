import type { Outage } from '@sitecast/api';

export interface Repeated {
  /** Runs it once more as soon as it can; resolves when that run is over. */
  now(): Promise<void>;
  /** Runs it no more; resolves when a run that is under way is over. */
  stop(): Promise<void>;
}

/** Runs `work` again and again, never twice at a time; what it throws ends that run only, and is told once. */
export function repeat(
  work: () => Promise<void>,
  everyMs: number | (() => number),
  outage: Outage,
): Repeated {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isQueued = false;
  let isStopped = false;

  function schedule() {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(run, typeof everyMs === 'number' ? everyMs : everyMs()).unref();
  }

  function run(): Promise<void> {
    // A run that has not begun yet does for all who ask.
    if (isQueued || isStopped) return running;
    isQueued = true;
    running = running.then(async () => {
      isQueued = false;
      if (isStopped) return;
      try {
        await work();
        outage.worked();
      } catch (error) {
        outage.failed(error);
      }
      schedule();
    });
    return running;
  }

  schedule();
  return {
    now: run,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
