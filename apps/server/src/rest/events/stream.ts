import type { ServerResponse } from 'node:http';
import type { EventReader } from './log.ts';

/**
 * How many bytes may be buffered for a reader, and for how long in ms any may. A reader beyond either is disconnected, and
 * reconnects for a snapshot.
 */
export interface SlowReaderLimits {
  maxBufferedBytes: number;
  drainWithin: number;
}
export const SLOW_READER: SlowReaderLimits = { maxBufferedBytes: 1024 * 1024, drainWithin: 10_000 };

/** How long the end of the stream may take to reach the reader. */
const END_WITHIN_MS = 500;

/** A response that stays open: server-sent events for one reader. Nothing is written after its end. */
export function createEventStream(
  res: ServerResponse,
  { maxBufferedBytes, drainWithin }: SlowReaderLimits,
): EventReader {
  let draining: NodeJS.Timeout | undefined;
  const cut = () => res.destroy();
  const hasEnded = () => res.writableEnded || res.destroyed;
  res.once('close', () => clearTimeout(draining));
  res.on('drain', () => {
    clearTimeout(draining);
    draining = undefined;
  });

  return {
    write(bytes) {
      if (hasEnded()) return;
      const isFlowing = res.write(bytes);
      if (res.writableLength > maxBufferedBytes) cut();
      else if (!isFlowing) draining ??= setTimeout(cut, drainWithin);
    },
    end() {
      if (hasEnded()) return;
      res.end();
      const timer = setTimeout(cut, END_WITHIN_MS).unref();
      res.once('close', () => clearTimeout(timer));
    },
  };
}
