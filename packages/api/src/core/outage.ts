import type { Logger } from 'pino';

/**
 * Logs a repeated task that fails for as long as the database is unreachable: its first failure and its recovery only.
 */
export interface Outage {
  readonly isOn: boolean;
  failed(error: unknown): void;
  /** @param details added to the log entry that reports the recovery */
  worked(details?: () => object): void;
}

/** @param what the task, as it reads in the log: `writing minutes` */
export function createOutage(log: Pick<Logger, 'error' | 'warn'>, what: string): Outage {
  let failures = 0;
  let since = 0;
  return {
    get isOn() {
      return failures > 0;
    },
    failed(error) {
      if (failures++ > 0) return;
      since = performance.now();
      log.error({ err: error }, `${what} fails: told once until it works again`);
    },
    worked(details) {
      if (failures === 0) return;
      const seconds = Math.round((performance.now() - since) / 1_000);
      log.warn({ failures, seconds, ...details?.() }, `${what} works again`);
      failures = 0;
    },
  };
}
