import type { ServerResponse } from 'node:http';
import type { EventReader } from './log.ts';

/** Bytes that may wait for a reader, and how long in ms some may: above, it is cut off and comes back for a snapshot. */
export interface SlowReaderLimits {
  maxBufferedBytes: number;
  drainWithin: number;
}
export const SLOW_READER: SlowReaderLimits = { maxBufferedBytes: 1024 * 1024, drainWithin: 10_000 };

/** How long the end may take to reach the reader. */
const GOODBYE_MS = 500;

/** An answer that goes on: server-sent events for one reader. Nothing is written after its end. */
export function createEventStream(
  res: ServerResponse,
  { maxBufferedBytes, drainWithin }: SlowReaderLimits,
): EventReader {
  let draining: NodeJS.Timeout | undefined;
  const cut = () => res.destroy();
  const isOver = () => res.writableEnded || res.destroyed;
  res.once('close', () => clearTimeout(draining));
  res.on('drain', () => {
    clearTimeout(draining);
    draining = undefined;
  });

  return {
    write(bytes) {
      if (isOver()) return;
      const isFlowing = res.write(bytes);
      if (res.writableLength > maxBufferedBytes) cut();
      else if (!isFlowing) draining ??= setTimeout(cut, drainWithin);
    },
    end() {
      if (isOver()) return;
      res.end();
      const timer = setTimeout(cut, GOODBYE_MS).unref();
      res.once('close', () => clearTimeout(timer));
    },
  };
}
