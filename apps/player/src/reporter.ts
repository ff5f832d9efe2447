import { TRPCClientError } from '@trpc/client';
import { type Outbox, post, type Report, sent } from './core/outbox.ts';
import { restoreOutbox, saveOutbox } from './core/saved.ts';
import type { Connection } from './net.ts';
import type { Platform } from './platform/browser.ts';

export interface Reporter {
  post(...reports: Report[]): void;
  /** Calls `delivered` once the server has the report, unless the player is stopped before. */
  postThen(report: Report, delivered: () => void): void;
  /** Sets the connection to report through; null: reports are queued. */
  attach(connection: Connection | null): void;
  /** Drops queued reports. `saved`: also from storage. */
  forget(saved: boolean): void;
}

const KEY = 'sitecast.outbox';

/** Reports to the server in order, and keeps undelivered reports for the next connection. */
export function createReporter(storage: Platform['storage']): Reporter {
  let outbox: Outbox = restoreOutbox(storage.get(KEY));
  let connection: Connection | null = null;
  let busy = false;
  const followUps = new Map<Report, () => void>();

  function set(next: Outbox): void {
    outbox = next;
    storage.set(KEY, saveOutbox(outbox));
  }

  async function drain(): Promise<void> {
    const via = connection;
    if (!via || busy) return;
    busy = true;
    for (let report = outbox[0]; report && connection === via; report = outbox[0]) {
      try {
        await via.answer(send(via, report));
      } catch (error) {
        // An error from the server means it received the report; otherwise the next connection retries.
        if (!(error instanceof TRPCClientError && error.data)) return;
      }
      if (outbox.includes(report)) set(sent(outbox, report));
      followUps.get(report)?.();
      followUps.delete(report);
    }
    if (connection === via) busy = false;
  }

  return {
    post(...reports) {
      set(post(outbox, ...reports));
      void drain();
    },
    postThen(report, delivered) {
      followUps.set(report, delivered);
      set(post(outbox, report));
      void drain();
    },
    attach(next) {
      connection = next;
      busy = false;
      void drain();
    },
    forget(saved) {
      followUps.clear();
      if (saved) set([]);
      else outbox = [];
    },
  };
}

function send({ api }: Connection, report: Report): Promise<void> {
  switch (report.kind) {
    case 'overlay':
      return api.device.overlayEvent.mutate(report.report);
    case 'command':
      return api.device.commandResult.mutate(report.report);
    case 'log':
      return api.device.log.mutate(report.line);
  }
}
