import { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import {
  type Bus,
  createLiveFeed,
  handOver,
  type LiveFeed,
  type LiveSocket,
  topics,
} from '@sitecast/realtime';

/** What the dashboards of a workspace show live. */
export interface WorkspaceEvents {
  publish(workspaceId: string, event: WorkspaceEvent): void;
  /** A subscription: `snapshot` first, then every event. One bus subscription a workspace and process, while it has readers. */
  subscribe(
    workspaceId: string,
    socket: LiveSocket | null,
    signal?: AbortSignal,
  ): AsyncGenerator<WorkspaceEvent>;
}

interface Channel {
  feed: LiveFeed<WorkspaceEvent>;
  readers: number;
  ready: Promise<() => void>;
}

export function createWorkspaceEvents(bus: Bus, now: () => Date): WorkspaceEvents {
  const channels = new Map<string, Channel>();
  const snapshot = (): WorkspaceEvent => ({ event: 'snapshot', at: now().toISOString() });
  // What was published while the bus was away is lost: everybody reads again what he shows.
  bus.onReconnect(() => {
    for (const { feed } of channels.values()) feed.publish(snapshot());
  });

  function open(workspaceId: string): Channel {
    const feed = createLiveFeed<WorkspaceEvent>('every');
    const ready = bus.subscribe(topics.workspaceEvents(workspaceId), (message) => {
      const event = WorkspaceEvent.safeParse(message);
      if (event.success) feed.publish(event.data);
    });
    const channel = { feed, readers: 0, ready };
    channels.set(workspaceId, channel);
    return channel;
  }

  return {
    publish(workspaceId, event) {
      bus.publish(topics.workspaceEvents(workspaceId), event);
    },
    async *subscribe(workspaceId, socket, signal) {
      const channel = channels.get(workspaceId) ?? open(workspaceId);
      channel.readers++;
      try {
        await channel.ready;
        yield* handOver(socket ?? undefined, channel.feed, snapshot, signal);
      } finally {
        if (--channel.readers === 0) {
          channels.delete(workspaceId);
          (await channel.ready)();
        }
      }
    },
  };
}
