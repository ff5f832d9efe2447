import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createOutage } from '../../core/outage.ts';
import type { JudgedMeters } from './judged-meters.ts';
import type { Meter } from './meter.ts';

/** Pauses before the database is asked again, ms; after the last one it is asked with each tick. */
const PAUSES = [500, 1_000, 2_000, 4_000];

/** How often the database is asked on closing. */
const CLOSING_TRIES = 2;

/** An outage of the database: while it lasts, the database is asked for one meter at a time, and rarely. */
export interface Recovery {
  mayAsk(unitId: string): boolean;
  /** The database did not answer. */
  failed(error: unknown): void;
  countDropped(dropped: { frames: number; alerts: number }): void;
  /** Asks the database again if it was unreachable, and writes what was kept. */
  retry(): Promise<void>;
  /** Resolves when no retry is under way. */
  settled(): Promise<void>;
  /** Writes what can be written. @returns how many onsets and clears could not be */
  close(): Promise<number>;
}

interface Dependencies {
  meters: JudgedMeters;
  log: Pick<Logger, 'error' | 'warn'>;
  now: () => Date;
}

export function createRecovery({ meters, log, now }: Dependencies): Recovery {
  const outage = createOutage(log, 'writing alerts');
  const dropped = { alerts: 0, frames: 0 };
  let pauses = 0;
  /** The meter for which the database is asked during an outage. */
  let probed: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let retrying: Promise<void> | null = null;
  let isClosed = false;

  function failed(error: unknown): void {
    outage.failed(error);
    const pause = PAUSES[pauses];
    if (timer || isClosed || pause === undefined) return;
    pauses++;
    timer = setTimeout(() => void retry(), pause).unref();
  }

  function retry(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    retrying ??= recoverAll().finally(() => {
      retrying = null;
    });
    return retrying;
  }

  async function recoverAll(): Promise<void> {
    for (let meter = nextOffline(); meter; meter = nextOffline()) {
      const { unitId } = meter;
      const waiting = countWaiting();
      probed = unitId;
      meters.dispatch(unitId, { type: 'retry', now: now().getTime() });
      while (isRecovering(meters.get(unitId))) await meters.nextResult(unitId);
      if (meters.get(unitId)?.phase === 'offline') break;
      outage.worked(() => ({ waiting, dropped: { ...dropped } }));
      Object.assign(dropped, { alerts: 0, frames: 0 });
      pauses = 0;
    }
    probed = null;
  }

  /** First one with something to write: a database that is locked or full can still be read. */
  function nextOffline(): Meter | undefined {
    const offline = [...meters.all()].filter(({ phase }) => phase === 'offline');
    return offline.find(({ pending, unsaved }) => pending.length + unsaved.size > 0) ?? offline[0];
  }

  /** Frames that are not judged, and onsets and clears that are not written. */
  function countWaiting() {
    const count = { frames: 0, changes: 0 };
    for (const { waiting, pending } of meters.all()) {
      count.frames += waiting.length;
      count.changes += pending.length;
    }
    return count;
  }

  return {
    mayAsk: (unitId) => !outage.isOn || unitId === probed,
    failed,
    countDropped({ frames, alerts }) {
      dropped.frames += frames;
      dropped.alerts += alerts;
    },
    retry,
    async settled() {
      await retrying;
    },
    async close() {
      isClosed = true;
      await meters.flush();
      // An attempt made during the outage may have failed only now that it is over.
      for (let tries = 0; outage.isOn && tries < CLOSING_TRIES; tries++) {
        if (tries > 0) await sleep(PAUSES[0]);
        await retry();
        await meters.settled();
      }
      // What was judged only now.
      await meters.flush();
      clearTimeout(timer);
      return countWaiting().changes;
    },
  };
}

function isRecovering(meter: Meter | null): boolean {
  return meter?.phase === 'recovering' || meter?.phase === 'loading';
}
