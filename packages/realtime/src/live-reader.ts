import { TRPCError } from '@trpc/server';
import type { WebSocket } from 'ws';
import { CloseCode } from './close-code.ts';
import type { LiveFrame, PLAIN, RequestId } from './live-frame.ts';

/** What of a `ws` socket a live feed uses. */
export type LiveSocket = Pick<WebSocket, 'readyState' | 'bufferedAmount' | 'send' | 'pong' | 'close'>;

export interface SlowReaderPolicy {
  kind: 'latest' | 'every';
  /** Bytes that may wait in one socket: above, `latest` skips and `every` disconnects. */
  maxBufferedBytes: number;
  /** `every`: how long bytes may wait, in ms, before the socket is closed. */
  drainTimeoutMs: number;
  /** `every` without a socket: how many values may wait before the iteration fails. */
  maxQueuedValues: number;
}

export interface LiveReader {
  /** Sends the frame, or keeps it for later; false when this reader will not get it. */
  take(frame: LiveFrame): boolean;
  /** Takes no more. May be called twice. */
  end(): void;
}

/** Holds frames back until `start`: the snapshot goes first. */
export interface SocketReader extends LiveReader {
  isOpen(): boolean;
  start(id: RequestId | typeof PLAIN): void;
  readonly ended: Promise<void>;
}

const OPEN = 1;
const TEXT = { binary: false };

export function createSocketReader(policy: SlowReaderPolicy, socket: LiveSocket): SocketReader {
  let id: RequestId | typeof PLAIN | undefined;
  let held: LiveFrame[] = [];
  let heldLength = 0;
  let isWaiting = false;
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  let resolveEnded: () => void;
  const ended = new Promise<void>((resolve) => {
    resolveEnded = resolve;
  });

  function isOpen() {
    return !hasEnded && socket.readyState === OPEN;
  }

  function end() {
    hasEnded = true;
    clearTimeout(timer);
    held = [];
    resolveEnded();
  }

  /**
   * Watches a socket that has begun to lag. A pong nobody asked for (RFC 6455 §5.5.3) is queued behind everything
   * that waits, so its callback says when that is gone; a reader that keeps up costs no callback at all.
   */
  function watch() {
    if (isWaiting) return;
    isWaiting = true;
    if (policy.kind === 'every') timer = setTimeout(disconnect, policy.drainTimeoutMs);
    socket.pong('', false, () => {
      isWaiting = false;
      clearTimeout(timer);
      release();
    });
  }

  function disconnect() {
    end();
    socket.close(CloseCode.SlowReader, 'This connection reads too slowly');
  }

  function release() {
    const frames = held;
    held = [];
    heldLength = 0;
    for (const frame of frames) take(frame);
  }

  /** Keeps a frame until `release`: the newest one, or every one within the limit. */
  function hold(frame: LiveFrame) {
    if (policy.kind === 'latest') {
      held[0] = frame;
      return true;
    }
    held.push(frame);
    heldLength += frame.json.length;
    if (heldLength <= policy.maxBufferedBytes) return true;
    disconnect();
    return false;
  }

  function take(frame: LiveFrame) {
    if (!isOpen()) return false;
    if (id === undefined) return hold(frame);
    const buffered = socket.bufferedAmount;
    if (buffered > policy.maxBufferedBytes) {
      if (policy.kind === 'every') disconnect();
      else {
        hold(frame);
        watch();
      }
      return false;
    }
    if (held.length > 0) held = [];
    socket.send(frame.encoded(id), TEXT);
    if (buffered > 0 && policy.kind === 'every') watch();
    return true;
  }

  return {
    take,
    end,
    isOpen,
    ended,
    start(requestId) {
      id = requestId;
      release();
    },
  };
}

export interface QueueReader<T> extends LiveReader {
  /** The values in order, until the reader ends; throws when the consumer fell too far behind. */
  values(): AsyncGenerator<T, void, undefined>;
}

/** The reader of a subscription that has no socket of its own. */
export function createQueueReader<T extends object>(policy: SlowReaderPolicy): QueueReader<T> {
  const queue: T[] = [];
  let hasOverflowed = false;
  let hasEnded = false;
  let wake: (() => void) | undefined;

  function end() {
    hasEnded = true;
    wake?.();
  }

  return {
    take(frame) {
      if (hasEnded) return false;
      if (policy.kind === 'latest') queue.length = 0;
      else if (queue.length >= policy.maxQueuedValues) {
        hasOverflowed = true;
        end();
        return false;
      }
      // A frame's value is what the feed of this reader, a LiveFeed<T>, was given.
      queue.push(frame.value as T);
      wake?.();
      return true;
    },
    end,
    async *values() {
      while (true) {
        if (hasOverflowed) {
          throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'Read too slowly: subscribe again' });
        }
        const value = queue.shift();
        if (value !== undefined) yield value;
        else if (hasEnded) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
