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

/** Those who watch meters at this process, wherever the meters are read. */
export interface Viewers {
  /** A subscription: the newest frame that is known, then each new one. */
  live(unitId: string, socket: LiveSocket | null, signal?: AbortSignal): AsyncGenerator<UnitLive>;
  /** See `Meters`. @param view what others may see of it; the same function for all who see the same */
  sendAs<V extends object>(
    unitId: string,
    view: (live: UnitLive) => V,
    socket: LiveSocket,
    owner: ReaderOwner,
  ): Promise<MeterViewing>;
  /** A frame that this process has read: it need not come by the bus, which may be away. */
  take(frame: Frame): void;
  /** Which of these meters is no more: its viewers are told so. Without `unitId`: any. */
  changed(unitId?: string): Promise<void>;
  close(): void;
}

interface Channel {
  readonly unitId: string;
  feed: LiveFeed<UnitLive>;
  newest: Frame | null;
  /** When it came, on the monotonic clock. */
  newestAt: number;
  viewers: number;
  /** Settled when the first value is there. */
  ready: Promise<void>;
  leave: () => void;
}

interface Dependencies {
  bus: Bus;
  /** The newest frame of a meter that this process reads, which is watched from now on; undefined: it reads it not. */
  watchHere: (unitId: string) => Frame | null | undefined;
  /** What was last kept of a meter. */
  lastKept: (unitId: string) => Promise<Frame | null>;
  /** Those of them that are there. */
  existing: (unitIds: string[]) => Promise<string[]>;
  onError: (error: unknown) => void;
  demandEveryMs: number;
  /** How long another process may take to answer, and the bus to confirm a subscription. */
  patienceMs: number;
  /** After so long without a sign of life nobody reads a meter: whoever did would have told a heartbeat. */
  silenceMs: number;
}

export function createViewers(deps: Dependencies): Viewers {
  const { bus, watchHere, onError, patienceMs } = deps;
  const channels = new Map<string, Channel>();
  /** Frames of this turn. */
  let pending: { channel: Channel; frame: Frame }[] = [];

  function take(channel: Channel, frame: Frame) {
    // Numbers only grow: what comes twice, or late, from one process or from two, is told once.
    if (channel.newest && frame.seq <= channel.newest.seq) return;
    show(channel, frame);
  }

  function show(channel: Channel, frame: Frame) {
    channel.newest = frame;
    channel.newestAt = performance.now();
    if (pending.length === 0) queueMicrotask(flush);
    pending.push({ channel, frame });
  }

  /** Together, after all that is to be recorded: writing to sockets displaces everything else from the processor's caches. */
  function flush() {
    const frames = pending;
    pending = [];
    for (const { channel, frame } of frames) channel.feed.publish({ frame });
  }

  /** Where no process can read a meter, as while the database is away, its viewers don't take the last value for new. */
  function tellSilence() {
    for (const channel of channels.values()) {
      const { newest, newestAt } = channel;
      if (newest?.feedStatus === 'ok' && performance.now() - newestAt > deps.silenceMs)
        show(channel, { ...newest, feedStatus: 'stale' });
    }
  }

  function takeFromOutside(channel: Channel, message: unknown) {
    const seq = (message as { seq?: unknown } | null)?.seq;
    if (channel.newest && typeof seq === 'number' && seq <= channel.newest.seq) return;
    const frame = Frame.safeParse(message);
    if (frame.success) take(channel, frame.data);
  }

  /** Says that these meters are watched, and takes what is the newest. */
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
      if (channel && reply) takeFromOutside(channel, reply.frame);
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
        takeFromOutside(channel, message);
      });
      channel.leave = () => void listening.then((leave) => leave(), onError);
      await Promise.race([listening, patience(patienceMs)]);
      await demand([unitId]);
      if (channel.newest) return;
      const kept = await deps.lastKept(unitId);
      // Nobody has said anything of it: it may be old.
      if (kept && !channel.newest) channel.newest = { ...kept, feedStatus: 'stale' };
    })();
    return channel;
  }

  function demandAll() {
    demand([...channels.keys()]).catch(onError);
  }
  const repeating = setInterval(() => {
    demandAll();
    tellSilence();
  }, deps.demandEveryMs).unref();
  // What was published while the bus was away is lost, and others may believe that nobody watches.
  const stopWatching = bus.onReconnect(demandAll);

  /** Somebody watches, until `leave`. */
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
      // What is the newest now need not be told to this one again.
      flush();
      const reader = sendLive(socket, feed, view({ frame: channel.newest }), owner);
      return new Viewing(channel, feed, reader);
    },
    take(frame) {
      const channel = channels.get(frame.unitId);
      if (channel) take(channel, frame);
    },
    async changed(unitId) {
      const watched = unitId === undefined ? [...channels.keys()] : channels.has(unitId) ? [unitId] : [];
      if (watched.length === 0) return;
      const there = new Set(await deps.existing(watched));
      for (const id of watched) {
        if (there.has(id)) continue;
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

function patience(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
