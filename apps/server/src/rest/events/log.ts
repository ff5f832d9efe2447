import { randomBytes } from 'node:crypto';
import type { App } from '@sitecast/api';
import type { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import { renameKeys, snakeCase } from '../names.ts';

/** How many events of a workspace are kept for clients that reconnect. */
const MAX_EVENTS = 500;
/** How long a workspace without readers stays subscribed, so that clients that reconnect have missed nothing. */
const LINGER_MS = 60_000;

/** A client that reads a workspace's events. */
export interface EventReader {
  write(bytes: Buffer): void;
  end(): void;
}

export interface EventLogs {
  /**
   * Sends the reader the events that it missed since `lastEventId`, or a `snapshot` if they are no longer available, and
   * then every event as it happens. Returns a function that unsubscribes it.
   */
  follow(workspaceId: string, reader: EventReader, lastEventId: string | undefined): Promise<() => void>;
  close(): void;
}

interface OpenLog {
  /** Resolves once no event can be missed. */
  ready: Promise<unknown>;
  add(reader: EventReader, lastEventId: string | undefined): () => void;
  close(): void;
}

/** The events of all workspaces with readers in this process, each event serialised once. */
export function createEventLogs({ events, now, log }: Pick<App, 'events' | 'now' | 'log'>): EventLogs {
  const logs = new Map<string, OpenLog>();

  function openLog(workspaceId: string): OpenLog {
    // Unique per process and workspace: IDs of another log are never mistaken for this one's.
    const name = randomBytes(9).toString('base64url');
    const readers = new Set<EventReader>();
    const kept: Buffer[] = [];
    let position = 0;
    let lingering: NodeJS.Timeout | undefined;
    const stopping = new AbortController();
    const source = events.subscribe(workspaceId, null, stopping.signal);

    const encode = (event: WorkspaceEvent) =>
      Buffer.from(
        `id: ${name}.${position}\nevent: ${event.event}\ndata: ${JSON.stringify(renameKeys(event, snakeCase))}\n\n`,
      );

    function append(event: WorkspaceEvent) {
      position++;
      const bytes = encode(event);
      if (kept.push(bytes) > MAX_EVENTS) kept.shift();
      for (const reader of readers) reader.write(bytes);
    }

    /** The events after this one, or null if they are no longer available. */
    function since(lastEventId: string | undefined): Buffer[] | null {
      const [of, digits = ''] = lastEventId?.split('.') ?? [];
      const missed = position - (/^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN);
      return of === name && missed >= 0 && missed <= kept.length ? kept.slice(kept.length - missed) : null;
    }

    function close() {
      clearTimeout(lingering);
      if (logs.get(workspaceId) === opened) logs.delete(workspaceId);
      stopping.abort();
      for (const reader of readers) reader.end();
    }

    // The first value means that the subscription is complete.
    const ready = source.next();
    void (async () => {
      await ready;
      for await (const event of source) append(event);
    })()
      .catch((error) => log.error({ err: error }, 'subscription to workspace events failed'))
      .finally(close);

    const opened: OpenLog = {
      ready,
      close,
      add(reader: EventReader, lastEventId: string | undefined) {
        clearTimeout(lingering);
        if (stopping.signal.aborted) reader.end();
        const missed = since(lastEventId);
        readers.add(reader);
        if (!missed) reader.write(encode({ event: 'snapshot', at: now().toISOString() }));
        else if (missed.length > 0) reader.write(Buffer.concat(missed));
        return () => {
          readers.delete(reader);
          if (readers.size === 0) lingering = setTimeout(close, LINGER_MS).unref();
        };
      },
    };
    logs.set(workspaceId, opened);
    return opened;
  }

  return {
    async follow(workspaceId, reader, lastEventId) {
      const opened = logs.get(workspaceId) ?? openLog(workspaceId);
      await opened.ready;
      return opened.add(reader, lastEventId);
    },
    close() {
      for (const opened of logs.values()) opened.close();
    },
  };
}
