import type { Outage } from '@sitecast/api';

export interface Repeated {
  /** Runs it as soon as possible; resolves when that run has finished. */
  now(): Promise<void>;
  /** Stops repeating; resolves when a run in progress has finished. */
  stop(): Promise<void>;
}

/** Repeats `work`, one run at a time. An error ends only its run, and is reported once until `work` succeeds again. */
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
    // A queued run serves all callers.
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
