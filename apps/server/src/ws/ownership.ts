import { type App, AppError, portalView, resolveClientUnit } from '@sitecast/api';
import type { PortalClientPrincipal } from '@sitecast/auth';
import { CloseCode } from '@sitecast/protocol/close-code';
import { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import { topics } from '@sitecast/realtime';
import type { WebSocket } from 'ws';

/** How often everything is checked, in case an event was lost, in ms. */
const CHECK_EVERY_MS = 60_000;

/** A client that was granted a stream, and the meter. */
export interface Viewer {
  principal: PortalClientPrincipal;
  locationId: string;
  unitId: string;
  assignedFrom: Date;
  ip: string;
}

/** What all viewers of one client at one location share. */
export interface ViewedLocation {
  readonly key: string;
  readonly viewer: Omit<Viewer, 'ip'>;
  readonly sockets: Set<WebSocket>;
  readonly view: ReturnType<typeof portalView>;
  /** Whether a check is running, and whether another must follow. */
  checking: 'no' | 'now' | 'again';
}

interface Workspace {
  locations: Map<string, ViewedLocation>;
  leave: () => void;
}

export interface OwnershipWatch {
  /** Adds a socket until `leave`: it is closed when the client loses the location, or the location its meter. */
  join(viewer: Viewer, socket: WebSocket): ViewedLocation;
  leave(location: ViewedLocation, socket: WebSocket): void;
  /** All sockets. */
  sockets(): Iterable<WebSocket>;
  stop(): void;
}

/**
 * Checks whether clients may still view a meter: when a project or the meter changes, and once a minute. Viewers of the
 * same location share the check.
 */
export function createOwnershipWatch(app: App): OwnershipWatch {
  const workspaces = new Map<string, Workspace>();
  const onError = (error: unknown) => app.log.error({ err: error }, 'checking a viewed location failed');

  /** Concurrent requests share a check, and one more follows it. */
  async function check(location: ViewedLocation): Promise<void> {
    if (location.checking !== 'no') {
      location.checking = 'again';
      return;
    }
    try {
      do {
        location.checking = 'now';
        await checkOnce(location);
      } while (mustCheckAgain(location));
    } finally {
      location.checking = 'no';
    }
  }
  async function checkOnce({ viewer, sockets }: ViewedLocation): Promise<void> {
    const now = await resolveClientUnit({ db: app.db, principal: viewer.principal }, viewer.locationId).catch(
      (error) => {
        if (error instanceof AppError && error.appCode === 'NOT_FOUND') return null;
        throw error;
      },
    );
    const isSame =
      now?.unitId === viewer.unitId && now.assignedFrom.getTime() === viewer.assignedFrom.getTime();
    if (isSame) return;
    for (const socket of sockets) {
      if (now) socket.close(CloseCode.RightsChanged, 'The meter was replaced');
      else socket.close(CloseCode.NotFound, 'No longer available');
    }
  }
  const checkAll = (locations: Iterable<ViewedLocation>) => {
    for (const location of locations) check(location).catch(onError);
  };
  const checkEverything = () => {
    for (const { locations } of workspaces.values()) checkAll(locations.values());
  };

  function enter(workspaceId: string): Workspace {
    const locations = new Map<string, ViewedLocation>();
    const listening = app.bus.subscribe(topics.workspaceEvents(workspaceId), (message) => {
      const event = WorkspaceEvent.safeParse(message).data;
      if (event?.event === 'project') checkAll(locations.values());
      if (event?.event !== 'unit' || event.change === 'status') return;
      checkAll([...locations.values()].filter(({ viewer }) => viewer.unitId === event.unitId));
    });
    const workspace = { locations, leave: () => void listening.then((leave) => leave(), onError) };
    workspaces.set(workspaceId, workspace);
    return workspace;
  }

  const timer = setInterval(checkEverything, CHECK_EVERY_MS).unref();
  const stopWatching = app.bus.onReconnect(checkEverything);
  return {
    join(viewer, socket) {
      const { clientId, workspaceId } = viewer.principal;
      const workspace = workspaces.get(workspaceId) ?? enter(workspaceId);
      // A new assignment of the same meter is separate: clients must not see frames from before it.
      const { principal, locationId, unitId, assignedFrom } = viewer;
      const key = [clientId, locationId, unitId, assignedFrom.getTime()].join(':');
      const location = workspace.locations.get(key) ?? {
        key,
        viewer: { principal, locationId, unitId, assignedFrom },
        sockets: new Set(),
        view: portalView(assignedFrom),
        checking: 'no',
      };
      workspace.locations.set(key, location);
      location.sockets.add(socket);
      // Something may have changed since access was granted.
      check(location).catch(onError);
      return location;
    },
    leave({ key, viewer, sockets }, socket) {
      const { workspaceId } = viewer.principal;
      sockets.delete(socket);
      const workspace = workspaces.get(workspaceId);
      if (!workspace || sockets.size > 0) return;
      workspace.locations.delete(key);
      if (workspace.locations.size > 0) return;
      workspaces.delete(workspaceId);
      workspace.leave();
    },
    *sockets() {
      for (const { locations } of workspaces.values())
        for (const { sockets } of locations.values()) yield* sockets;
    },
    stop() {
      clearInterval(timer);
      stopWatching();
    },
  };
}

function mustCheckAgain({ checking }: ViewedLocation): boolean {
  return checking === 'again';
}
