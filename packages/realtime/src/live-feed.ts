import { type Encoder, jsonEncoder } from '@trpc/server/adapters/ws';
import { PLAIN, type RequestId, serialiseOnce } from './live-frame.ts';
import {
  createQueueReader,
  type LiveReader,
  type ReaderOwner,
  type SlowReaderPolicy,
  SocketReader,
} from './live-reader.ts';
import type { LiveSocket } from './live-socket.ts';

/**
 * Sends a topic's values to every subscribed socket of this process. tRPC starts and ends the subscription; in between,
 * values bypass its per-subscriber iteration: one serialisation, one write per socket.
 */
export interface LiveFeed<T extends object> {
  /** The number of subscriptions. */
  readonly size: number;
  /**
   * Sends the value to every subscription and returns how many accept it (not counting slow readers that skip it).
   * The value is serialised once, even when published to many feeds, so it must not be modified afterwards.
   */
  publish(value: T): number;
  /** Ends every subscription, including later ones: clients see it complete. */
  close(): void;
  readonly policy: SlowReaderPolicy;
  /** Used by `handOver` and `sendLive`. */
  attach(reader: LiveReader): void;
  detach(reader: LiveReader): void;
}

/**
 * `latest`: a value supersedes the previous one (meter frames), so a slow reader skips to the newest.
 * `every`: no value may be skipped (device messages), so a slow reader is disconnected and reconnects for a snapshot.
 */
export function createLiveFeed<T extends object>(
  kind: SlowReaderPolicy['kind'],
  options: Partial<Omit<SlowReaderPolicy, 'kind'>> = {},
): LiveFeed<T> {
  const readers = new Set<LiveReader>();
  let closed = false;
  return {
    policy: {
      kind,
      maxBufferedBytes: kind === 'latest' ? 64 * 1024 : 1024 * 1024,
      drainTimeoutMs: 10_000,
      maxQueuedValues: 1_000,
      ...options,
    },
    get size() {
      return readers.size;
    },
    publish(value) {
      if (readers.size === 0) return 0;
      const frame = serialiseOnce(value);
      let taken = 0;
      for (const reader of readers) if (reader.take(frame)) taken++;
      return taken;
    },
    close() {
      closed = true;
      for (const reader of readers) reader.end();
    },
    attach(reader) {
      if (closed) reader.end();
      else readers.add(reader);
    },
    detach: (reader) => void readers.delete(reader),
  };
}

const derived = new WeakMap<LiveFeed<object>, Map<unknown, LiveFeed<object>>>();

/**
 * A feed of `view(value)`, computed and serialised once for all its readers. The same source and function return the
 * same feed, so callers need not keep it. It reads its source only while it has readers.
 */
export function mapFeed<T extends object, V extends object>(
  source: LiveFeed<T>,
  view: (value: T) => V,
): LiveFeed<V> {
  const views = derived.get(source) ?? new Map<unknown, LiveFeed<object>>();
  derived.set(source, views);
  // The cast holds: the map's key is the function that made the feed.
  const known = views.get(view) as LiveFeed<V> | undefined;
  const feed = known ?? createDerivedFeed(source, view);
  views.set(view, feed);
  return feed;
}

function createDerivedFeed<T extends object, V extends object>(
  source: LiveFeed<T>,
  view: (value: T) => V,
): LiveFeed<V> {
  const { kind, ...limits } = source.policy;
  const feed = createLiveFeed<V>(kind, limits);
  const reader: LiveReader = {
    take: ({ value }) => feed.publish(view(value as T)) > 0,
    end: () => feed.close(),
  };
  let isReading = false;
  return {
    ...feed,
    get size() {
      return feed.size;
    },
    attach(own) {
      feed.attach(own);
      if (isReading) return;
      isReading = true;
      source.attach(reader);
    },
    detach(own) {
      feed.detach(own);
      if (feed.size > 0) return;
      isReading = false;
      source.detach(reader);
    },
  };
}

/** The only value of a handed-over subscription that tRPC sees. Serialises as the snapshot. */
class LiveFeedHandover {
  requestId?: RequestId;
  constructor(readonly snapshot: unknown) {}
  toJSON() {
    return this.snapshot;
  }
}

/**
 * The body of a subscription procedure: `({ ctx, signal }) => handOver(ctx.socket, feed, () => snapshot, signal)`.
 * The client gets the snapshot, then every value published since the snapshot was requested. A value may already be
 * included in the snapshot, so values must be safe to apply twice.
 *
 * Without a socket (in-memory callers, server-sent events) it iterates over the feed.
 */
export async function* handOver<T extends object, S = T>(
  socket: LiveSocket | undefined,
  feed: LiveFeed<T>,
  snapshot: () => S | Promise<S>,
  signal: AbortSignal | undefined,
): AsyncGenerator<S | T, void, undefined> {
  let onEnded = () => {};
  const ended = new Promise<void>((resolve) => {
    onEnded = resolve;
  });
  const reader = socket
    ? new SocketReader(feed.policy, socket, { onEnded })
    : createQueueReader<T>(feed.policy);
  // Attached before the snapshot is taken, buffering values in the meantime, so that none is missed.
  feed.attach(reader);
  const end = () => {
    feed.detach(reader);
    reader.end();
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    if (signal?.aborted) return;
    const first = await snapshot();
    if ('values' in reader) {
      yield first;
      yield* reader.values();
    } else {
      const handover = new LiveFeedHandover(first);
      yield handover as S;
      // tRPC requests the next value only after sending this one, so the snapshot is out and values may follow.
      if (!reader.isOpen()) return;
      if (handover.requestId === undefined) {
        throw new Error('handOver needs applyWSSHandler({ experimental_encoder: liveFeedEncoder })');
      }
      reader.start(handover.requestId);
      await ended;
    }
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

/**
 * Sends a feed to a dedicated socket without tRPC: the snapshot, then every value, as plain JSON. A reader is the only
 * object per socket, because there may be thousands.
 *
 * @param owner notified when the feed ends
 * @returns the reader; detach it from the feed and `leave` it when the socket closes
 */
export function sendLive<T extends object>(
  socket: LiveSocket,
  feed: LiveFeed<T>,
  snapshot: T,
  owner: ReaderOwner,
): SocketReader {
  const reader = new SocketReader(feed.policy, socket, owner);
  socket.send(JSON.stringify(snapshot));
  reader.start(PLAIN);
  feed.attach(reader);
  return reader;
}

/** For `applyWSSHandler`'s `experimental_encoder`: encodes JSON, and gives a hand-over its request id. */
export const liveFeedEncoder: Encoder = {
  encode(message) {
    const { id, result } = message as { id?: RequestId; result?: { data?: unknown } };
    if (result?.data instanceof LiveFeedHandover) result.data.requestId = id;
    return jsonEncoder.encode(message);
  },
  decode: jsonEncoder.decode,
};
