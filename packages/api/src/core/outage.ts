import type { Logger } from 'pino';

/**
 * Something that is done again and again, and fails for as long as the database is away: the first failure is told, and
 * when it works again. In between there is nothing new to tell.
 */
export interface Outage {
  readonly isOn: boolean;
  failed(error: unknown): void;
  /** @param details what else is told of an outage that is over by this */
  worked(details?: () => object): void;
}

/** @param what is done, as the log has it: `writing minutes` */
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
