import { type Bus, HubHello, topics } from '@sitecast/realtime';

/** The other processes that poll meters, as far as they announce themselves. */
export interface Peers {
  /** Their number, without this one. */
  count(): number;
  /** Announces that this process polls meters. To be repeated within `forgetAfterMs`. */
  announce(): void;
  close(): void;
}

interface PeersOptions {
  bus: Bus;
  /** Distinguishes installations that share a bus. */
  installation: string;
  hubId: string;
  forgetAfterMs: number;
  /** A process was added or removed. */
  onChange: () => void;
}

export async function createPeers({
  bus,
  installation,
  hubId,
  forgetAfterMs,
  onChange,
}: PeersOptions): Promise<Peers> {
  /** When each was last heard from, on the monotonic clock. */
  const heard = new Map<string, number>();
  const topic = topics.hubs(installation);
  const announce = (leaving: boolean) => bus.publish(topic, { hubId, leaving } satisfies HubHello);

  const leave = await bus.subscribe(topic, (message) => {
    const hello = HubHello.safeParse(message).data;
    if (!hello || hello.hubId === hubId) return;
    const isKnown = heard.has(hello.hubId);
    if (hello.leaving) heard.delete(hello.hubId);
    else heard.set(hello.hubId, performance.now());
    if (isKnown !== hello.leaving) return;
    // A new process has not heard from this one yet.
    if (!hello.leaving) announce(false);
    onChange();
  });
  announce(false);

  return {
    count() {
      const since = performance.now() - forgetAfterMs;
      for (const [id, at] of heard) if (at < since) heard.delete(id);
      return heard.size;
    },
    announce: () => announce(false),
    close() {
      leave();
      announce(true);
    },
  };
}

/** How many meters each process polls, rounded up so that together they poll all. */
export function fairShare(meters: number, processes: number): number {
  return Math.ceil(meters / processes);
}
