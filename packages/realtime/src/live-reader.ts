import { CloseCode } from '@sitecast/protocol/close-code';
import { TRPCError } from '@trpc/server';
import type { LiveFrame, PLAIN, RequestId } from './live-frame.ts';
import type { LiveSocket } from './live-socket.ts';

export interface SlowReaderPolicy {
  kind: 'latest' | 'every';
  /** Bytes a socket may buffer. Above that, `latest` skips values and `every` disconnects. */
  maxBufferedBytes: number;
  /** `every`: how long bytes may stay buffered, in ms, before the socket is closed. */
  drainTimeoutMs: number;
  /** `every` without a socket: how many values may queue before the iteration fails. */
  maxQueuedValues: number;
}

export interface LiveReader {
  /** Sends the frame or keeps it for later; false if the reader will not get it. */
  take(frame: LiveFrame): boolean;
  /** Stops reading. Idempotent. */
  end(): void;
}

/** Notified when its reader ends. An interface rather than a callback: with thousands of readers, a closure each costs more. */
export interface ReaderOwner {
  /** Called once. */
  onEnded(): void;
}

const OPEN = 1;
const NONE: LiveFrame[] = [];

/**
 * Buffers frames until `start`, so that the snapshot goes first. There is one per socket, so it is kept small: methods
 * are on the prototype, and what only slow readers need is allocated for them alone.
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

  /** Ends it without notifying the owner, who asked for it. */
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
   * Watches a lagging socket. An unsolicited pong (RFC 6455 §5.5.3) is queued behind the buffered bytes, so its
   * callback signals when they are sent. Readers that keep up need no callback.
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
    // Closed first, because the owner's `onEnded` may close it with another code.
    this.#socket.close(CloseCode.SlowReader, 'This connection reads too slowly');
    this.end();
  }

  #release(): void {
    const frames = this.#held;
    this.#held = NONE;
    this.#heldLength = 0;
    for (const frame of frames) this.take(frame);
  }

  /** Keeps a frame until it can be sent: only the newest, or all of them up to the limit. */
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

/** The reader of a subscription without a socket. */
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
      // The cast holds: the reader's feed is a LiveFeed<T>.
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
