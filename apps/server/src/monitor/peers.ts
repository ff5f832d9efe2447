import { type Bus, HubHello, topics } from '@sitecast/realtime';

/** The other processes that read meters, as far as they are heard. */
export interface Peers {
  /** How many there are besides this one. */
  count(): number;
  /** Says that this process is there, and reads what nobody else reads. To be repeated within `forgetAfterMs`. */
  greet(): void;
  close(): void;
}

interface PeersOptions {
  bus: Bus;
  /** What its processes have in common, and other installations on the same bus have not. */
  installation: string;
  hubId: string;
  forgetAfterMs: number;
  /** Somebody came or went. */
  onChange: () => void;
}

export async function createPeers({
  bus,
  installation,
  hubId,
  forgetAfterMs,
  onChange,
}: PeersOptions): Promise<Peers> {
  /** When each was heard, on the monotonic clock. */
  const heard = new Map<string, number>();
  const topic = topics.hubs(installation);
  const say = (leaving: boolean) => bus.publish(topic, { hubId, leaving } satisfies HubHello);

  const leave = await bus.subscribe(topic, (message) => {
    const hello = HubHello.safeParse(message).data;
    if (!hello || hello.hubId === hubId) return;
    const isKnown = heard.has(hello.hubId);
    if (hello.leaving) heard.delete(hello.hubId);
    else heard.set(hello.hubId, performance.now());
    if (isKnown !== hello.leaving) return;
    // Who is new has not heard of us yet.
    if (!hello.leaving) say(false);
    onChange();
  });
  say(false);

  return {
    count() {
      const since = performance.now() - forgetAfterMs;
      for (const [id, at] of heard) if (at < since) heard.delete(id);
      return heard.size;
    },
    greet: () => say(false),
    close() {
      leave();
      say(true);
    },
  };
}

/** How many of all meters one of so many processes should read: together they read all. */
export function fairShare(meters: number, processes: number): number {
  return Math.ceil(meters / processes);
}
