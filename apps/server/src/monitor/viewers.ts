import type { MeterViewing, UnitLive } from '@sitecast/api';
import { Frame } from '@sitecast/monitor';
import {
  type Bus,
  createLiveFeed,
  handOver,
  type LiveFeed,
  type LiveSocket,
  mapFeed,
  type ReaderOwner,
  type SocketReader,
  sendLive,
  topics,
  UnitDemandReply,
} from '@sitecast/realtime';

const DEMAND: unknown = Object.freeze({ event: 'unit:demand' });

/** The viewers connected to this process, wherever their meters are polled. */
export interface Viewers {
  /** A subscription: the latest known frame, then each new one. */
  live(unitId: string, socket: LiveSocket | null, signal?: AbortSignal): AsyncGenerator<UnitLive>;
  /** See `Meters`. @param view maps a frame to what the viewer may see; pass the same function for equal views */
  sendAs<V extends object>(
    unitId: string,
    view: (live: UnitLive) => V,
    socket: LiveSocket,
    owner: ReaderOwner,
  ): Promise<MeterViewing>;
  /** A frame polled by this process, which needs no bus. */
  take(frame: Frame): void;
  /** Ends the subscriptions of a meter, or of any, that was removed. */
  changed(unitId?: string): Promise<void>;
  close(): void;
}

interface Channel {
  readonly unitId: string;
  feed: LiveFeed<UnitLive>;
  newest: Frame | null;
  /** When it arrived, on the monotonic clock. */
  newestAt: number;
  viewers: number;
  /** Settles once the first value has arrived. */
  ready: Promise<void>;
  leave: () => void;
}

interface Dependencies {
  bus: Bus;
  /** Polls a meter at the live pace and returns its latest frame; undefined if this process does not poll it. */
  watchHere: (unitId: string) => Frame | null | undefined;
  /** The last stored frame of a meter. */
  lastStored: (unitId: string) => Promise<Frame | null>;
  /** Filters out removed meters. */
  existing: (unitIds: string[]) => Promise<string[]>;
  onError: (error: unknown) => void;
  demandEveryMs: number;
  /** How long another process may take to answer, and the bus to confirm a subscription. */
  patienceMs: number;
  /** After how long without a message, not even a heartbeat, a meter counts as not polled. */
  silenceMs: number;
}

export function createViewers(deps: Dependencies): Viewers {
  const { bus, watchHere, onError, patienceMs } = deps;
  const channels = new Map<string, Channel>();
  /** Frames to publish at the end of this turn. */
  let pending: { channel: Channel; frame: Frame }[] = [];

  function take(channel: Channel, frame: Frame) {
    // Frame numbers only increase: drops duplicates and late frames, from one process or two.
    if (channel.newest && frame.seq <= channel.newest.seq) return;
    show(channel, frame);
  }

  function show(channel: Channel, frame: Frame) {
    channel.newest = frame;
    channel.newestAt = performance.now();
    if (pending.length === 0) queueMicrotask(flush);
    pending.push({ channel, frame });
  }

  /** Published together, after recording: writing to sockets evicts everything else from the CPU caches. */
  function flush() {
    const frames = pending;
    pending = [];
    for (const { channel, frame } of frames) channel.feed.publish({ frame });
  }

  /** Marks values as stale when no process polls the meter, as while the database is unreachable. */
  function markStale() {
    for (const channel of channels.values()) {
      const { newest, newestAt } = channel;
      if (newest?.feedStatus === 'ok' && performance.now() - newestAt > deps.silenceMs)
        show(channel, { ...newest, feedStatus: 'stale' });
    }
  }

  function takeFromBus(channel: Channel, message: unknown) {
    const seq = (message as { seq?: unknown } | null)?.seq;
    if (channel.newest && typeof seq === 'number' && seq <= channel.newest.seq) return;
    const frame = Frame.safeParse(message);
    if (frame.success) take(channel, frame.data);
  }

  /** Requests live frames of these meters, and takes the latest ones. */
  async function demand(unitIds: string[]): Promise<void> {
    const elsewhere: string[] = [];
    for (const unitId of unitIds) {
      const newest = watchHere(unitId);
      const channel = channels.get(unitId);
      if (newest && channel) take(channel, newest);
      if (newest === undefined) elsewhere.push(unitId);
    }
    const answers = await bus.requestAll(elsewhere.map(topics.unitDemand), DEMAND, patienceMs);
    for (const [n, answer] of answers.entries()) {
      const channel = channels.get(elsewhere[n]!);
      const reply = answer.answered ? UnitDemandReply.safeParse(answer.reply).data : undefined;
      if (channel && reply) takeFromBus(channel, reply.frame);
    }
  }

  function open(unitId: string): Channel {
    const channel: Channel = {
      unitId,
      feed: createLiveFeed<UnitLive>('latest'),
      newest: null,
      newestAt: 0,
      viewers: 0,
      ready: Promise.resolve(),
      leave: () => {},
    };
    channels.set(unitId, channel);
    channel.ready = (async () => {
      const listening = bus.subscribe(topics.unitFrames(unitId), (message) => {
        takeFromBus(channel, message);
      });
      channel.leave = () => void listening.then((leave) => leave(), onError);
      await Promise.race([listening, wait(patienceMs)]);
      await demand([unitId]);
      if (channel.newest) return;
      const stored = await deps.lastStored(unitId);
      // No process has confirmed it, so it may be old.
      if (stored && !channel.newest) channel.newest = { ...stored, feedStatus: 'stale' };
    })();
    return channel;
  }

  function demandAll() {
    demand([...channels.keys()]).catch(onError);
  }
  const repeating = setInterval(() => {
    demandAll();
    markStale();
  }, deps.demandEveryMs).unref();
  // Messages sent while the bus was disconnected are lost, and the demands may have lapsed.
  const stopWatching = bus.onReconnect(demandAll);

  /** Adds a viewer, until `leave`. */
  async function enter(unitId: string): Promise<Channel> {
    const channel = channels.get(unitId) ?? open(unitId);
    channel.viewers++;
    try {
      await channel.ready;
    } catch (error) {
      leave(channel);
      throw error;
    }
    return channel;
  }

  function leave(channel: Channel) {
    if (--channel.viewers > 0) return;
    if (channels.get(channel.unitId) === channel) channels.delete(channel.unitId);
    channel.leave();
  }

  class Viewing implements MeterViewing {
    constructor(
      readonly channel: Channel,
      readonly feed: LiveFeed<object>,
      readonly reader: SocketReader,
    ) {}

    leave() {
      this.feed.detach(this.reader);
      this.reader.leave();
      leave(this.channel);
    }
  }

  return {
    async *live(unitId, socket, signal) {
      const channel = await enter(unitId);
      try {
        yield* handOver(socket ?? undefined, channel.feed, () => ({ frame: channel.newest }), signal);
      } finally {
        leave(channel);
      }
    },
    async sendAs(unitId, view, socket, owner) {
      const channel = await enter(unitId);
      const feed = mapFeed(channel.feed, view);
      // Publish pending frames first, so that this viewer doesn't get the latest one twice.
      flush();
      const reader = sendLive(socket, feed, view({ frame: channel.newest }), owner);
      return new Viewing(channel, feed, reader);
    },
    take(frame) {
      const channel = channels.get(frame.unitId);
      if (channel) take(channel, frame);
    },
    async changed(unitId) {
      const viewed = unitId === undefined ? [...channels.keys()] : channels.has(unitId) ? [unitId] : [];
      if (viewed.length === 0) return;
      const existing = new Set(await deps.existing(viewed));
      for (const id of viewed) {
        if (existing.has(id)) continue;
        channels.get(id)?.feed.close();
        channels.delete(id);
      }
    },
    close() {
      clearInterval(repeating);
      stopWatching();
    },
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
