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
 * One topic's way to every socket of this process that shows it. tRPC sets a subscription up and ends it; in
 * between, values bypass its per-subscriber iteration: one serialisation, one write for each socket.
 */
export interface LiveFeed<T extends object> {
  /** How many subscriptions read this feed now. */
  readonly size: number;
  /**
   * Sends the value to every subscription and returns how many take it (a slow reader that skips it does not
   * count). Serialised once, even when one object is published to many feeds: don't change it afterwards.
   */
  publish(value: T): number;
  /** Ends every subscription, those still to come too: the client sees it stop. */
  close(): void;
  readonly policy: SlowReaderPolicy;
  /** Used by `handOver` and `sendLive`. */
  attach(reader: LiveReader): void;
  detach(reader: LiveReader): void;
}

/**
 * `latest`: a value replaces the one before (meter frames), so a slow reader skips to the newest.
 * `every`: each value counts (device messages), so a slow reader is disconnected and comes back for a snapshot.
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
 * The feed as others may see it: `view` of each value, made and serialised once for all who read it so. The same feed
 * and the same function give the same feed again, so that callers need not keep it; it reads its source only while it
 * is read itself.
 */
export function mapFeed<T extends object, V extends object>(
  source: LiveFeed<T>,
  view: (value: T) => V,
): LiveFeed<V> {
  const views = derived.get(source) ?? new Map<unknown, LiveFeed<object>>();
  derived.set(source, views);
  // Under `view` there is only what was made with it.
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

/** The one value that tRPC sees of a handed-over subscription: it serialises as the snapshot. */
class LiveFeedHandover {
  requestId?: RequestId;
  constructor(readonly snapshot: unknown) {}
  toJSON() {
    return this.snapshot;
  }
}

/**
 * A subscription procedure's whole body: `({ ctx, signal }) => handOver(ctx.socket, feed, () => snapshot, signal)`.
 * The client gets the snapshot first, then every value published since before the snapshot was taken. A value may
 * thus be in the snapshot already: values must be safe to apply twice.
 *
 * Without a socket (in-memory callers, server-sent events) it is a plain iteration over the same feed.
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
  // Attached before the snapshot is taken, holding back what arrives meanwhile: nothing can fall in between.
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
      // tRPC asks for another value only after it has sent this one: the snapshot is on its way, values may follow.
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
 * Sends a feed to a socket of its own, without tRPC: the snapshot, then every value, as plain JSON. There is nothing
 * between feed and socket but a reader, for there may be thousands.
 *
 * @param owner is told when the feed itself has ended
 * @returns to be detached from the feed, and left, when nobody reads there any more
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

/** Give it to `applyWSSHandler` as `experimental_encoder`: JSON, and it tells a hand-over its request's id. */
export const liveFeedEncoder: Encoder = {
  encode(message) {
    const { id, result } = message as { id?: RequestId; result?: { data?: unknown } };
    if (result?.data instanceof LiveFeedHandover) result.data.requestId = id;
    return jsonEncoder.encode(message);
  },
  decode: jsonEncoder.decode,
};
