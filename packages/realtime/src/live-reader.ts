import { CloseCode } from '@sitecast/protocol/close-code';
import { TRPCError } from '@trpc/server';
import type { LiveFrame, PLAIN, RequestId } from './live-frame.ts';
import type { LiveSocket } from './live-socket.ts';

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

/** Who has a reader, and is told when it is ended. There may be thousands: an object of theirs costs less than a closure. */
export interface ReaderOwner {
  /** Called once. */
  onEnded(): void;
}

const OPEN = 1;
const NONE: LiveFrame[] = [];

/**
 * Holds frames back until `start`: the snapshot goes first. There is one for each socket that reads, so it holds little:
 * its methods are shared, and what only a slow reader needs is made for that one.
 */
export class SocketReader implements LiveReader {
  readonly #policy: SlowReaderPolicy;
  readonly #socket: LiveSocket;
  readonly #owner: ReaderOwner | undefined;
  #id: RequestId | typeof PLAIN | undefined;
  #held = NONE;
  #heldLength = 0;
  #isWaiting = false;
  #hasEnded = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(policy: SlowReaderPolicy, socket: LiveSocket, owner?: ReaderOwner) {
    this.#policy = policy;
    this.#socket = socket;
    this.#owner = owner;
  }

  isOpen(): boolean {
    return !this.#hasEnded && this.#socket.readyState === OPEN;
  }

  start(id: RequestId | typeof PLAIN): void {
    this.#id = id;
    this.#release();
  }

  end(): void {
    if (this.#hasEnded) return;
    this.leave();
    this.#owner?.onEnded();
  }

  /** Its owner ends it, and need not be told. */
  leave(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#held = NONE;
  }

  take(frame: LiveFrame): boolean {
    if (!this.isOpen()) return false;
    if (this.#id === undefined) return this.#hold(frame);
    const { kind, maxBufferedBytes } = this.#policy;
    const buffered = this.#socket.bufferedAmount;
    if (buffered > maxBufferedBytes) {
      if (kind === 'every') this.#disconnect();
      else {
        this.#hold(frame);
        this.#watch();
      }
      return false;
    }
    this.#held = NONE;
    this.#socket.sendEncoded(frame.encoded(this.#id));
    if (buffered > 0 && kind === 'every') this.#watch();
    return true;
  }

  /**
   * Watches a socket that has begun to lag. A pong nobody asked for (RFC 6455 §5.5.3) is queued behind everything
   * that waits, so its callback says when that is gone; a reader that keeps up costs no callback at all.
   */
  #watch(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    if (this.#policy.kind === 'every')
      this.#timer = setTimeout(() => this.#disconnect(), this.#policy.drainTimeoutMs);
    this.#socket.pong('', false, () => {
      this.#isWaiting = false;
      clearTimeout(this.#timer);
      this.#release();
    });
  }

  #disconnect(): void {
    // Closed first: what its end is told to may close it for another reason.
    this.#socket.close(CloseCode.SlowReader, 'This connection reads too slowly');
    this.end();
  }

  #release(): void {
    const frames = this.#held;
    this.#held = NONE;
    this.#heldLength = 0;
    for (const frame of frames) this.take(frame);
  }

  /** Keeps a frame until it may be sent: the newest one, or every one within the limit. */
  #hold(frame: LiveFrame): boolean {
    if (this.#policy.kind === 'latest') {
      this.#held = [frame];
      return true;
    }
    if (this.#held === NONE) this.#held = [];
    this.#held.push(frame);
    this.#heldLength += frame.json.length;
    if (this.#heldLength <= this.#policy.maxBufferedBytes) return true;
    this.#disconnect();
    return false;
  }
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
