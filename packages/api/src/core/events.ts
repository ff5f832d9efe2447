import { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import {
  type Bus,
  createLiveFeed,
  handOver,
  type LiveFeed,
  type LiveSocket,
  topics,
} from '@sitecast/realtime';

/** The live events of a workspace, for its dashboards. */
export interface WorkspaceEvents {
  publish(workspaceId: string, event: WorkspaceEvent): void;
  /** Yields `snapshot` first, then every event. A process has one bus subscription per workspace while it has readers. */
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
  // Events published while the bus was unreachable are lost: a snapshot makes every reader load its data again.
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
