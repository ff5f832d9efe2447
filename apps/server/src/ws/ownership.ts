import { type App, AppError, portalView, resolveClientUnit } from '@sitecast/api';
import type { PortalClientPrincipal } from '@sitecast/auth';
import { CloseCode } from '@sitecast/protocol/close-code';
import { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import { topics } from '@sitecast/realtime';
import type { WebSocket } from 'ws';

/** Whatever an event has missed is found out so often, in ms. */
const LOOK_EVERY_MS = 60_000;

/** Whom a stream was granted to, and of which meter. */
export interface Viewer {
  principal: PortalClientPrincipal;
  locationId: string;
  unitId: string;
  assignedFrom: Date;
  ip: string;
}

/** All viewers of one client at one location: what they have in common is held once. */
export interface Place {
  readonly key: string;
  readonly viewer: Omit<Viewer, 'ip'>;
  readonly sockets: Set<WebSocket>;
  readonly view: ReturnType<typeof portalView>;
  /** It is being looked at, or has to be once more after that. */
  looking: 'no' | 'now' | 'again';
}

interface Workspace {
  places: Map<string, Place>;
  leave: () => void;
}

export interface OwnershipWatch {
  /** Ties a socket to its place until `leave`: it is closed when client, location and meter belong together no more. */
  join(viewer: Viewer, socket: WebSocket): Place;
  leave(place: Place, socket: WebSocket): void;
  /** All that are tied to a place. */
  sockets(): Iterable<WebSocket>;
  stop(): void;
}

/**
 * Looks again whether a client may still follow a meter, when something of its projects or of the meter has changed and
 * once a minute: once for all who look at the same place.
 */
export function createOwnershipWatch(app: App): OwnershipWatch {
  const workspaces = new Map<string, Workspace>();
  const onError = (error: unknown) => app.log.error({ err: error }, 'a place could not be looked up');

  /** However many ask for it at once, it is looked at once, and once more after the last of them. */
  async function look(place: Place): Promise<void> {
    if (place.looking !== 'no') {
      place.looking = 'again';
      return;
    }
    try {
      do {
        place.looking = 'now';
        await lookOnce(place);
      } while (mustLookAgain(place));
    } finally {
      place.looking = 'no';
    }
  }
  async function lookOnce({ viewer, sockets }: Place): Promise<void> {
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
      if (now) socket.close(CloseCode.RightsChanged, 'Another meter stands there now');
      else socket.close(CloseCode.NotFound, 'It is not there any more');
    }
  }
  const lookAt = (places: Iterable<Place>) => {
    for (const place of places) look(place).catch(onError);
  };
  const lookEverywhere = () => {
    for (const { places } of workspaces.values()) lookAt(places.values());
  };

  function enter(workspaceId: string): Workspace {
    const places = new Map<string, Place>();
    const listening = app.bus.subscribe(topics.workspaceEvents(workspaceId), (message) => {
      const event = WorkspaceEvent.safeParse(message).data;
      if (event?.event === 'project') lookAt(places.values());
      if (event?.event !== 'unit' || event.change === 'status') return;
      lookAt([...places.values()].filter(({ viewer }) => viewer.unitId === event.unitId));
    });
    const workspace = { places, leave: () => void listening.then((leave) => leave(), onError) };
    workspaces.set(workspaceId, workspace);
    return workspace;
  }

  const timer = setInterval(lookEverywhere, LOOK_EVERY_MS).unref();
  const stopWatching = app.bus.onReconnect(lookEverywhere);
  return {
    join(viewer, socket) {
      const { clientId, workspaceId } = viewer.principal;
      const workspace = workspaces.get(workspaceId) ?? enter(workspaceId);
      // A meter that is put there anew is another place: what it showed before is not of here.
      const { principal, locationId, unitId, assignedFrom } = viewer;
      const key = [clientId, locationId, unitId, assignedFrom.getTime()].join(':');
      const place = workspace.places.get(key) ?? {
        key,
        viewer: { principal, locationId, unitId, assignedFrom },
        sockets: new Set(),
        view: portalView(assignedFrom),
        looking: 'no',
      };
      workspace.places.set(key, place);
      place.sockets.add(socket);
      // Since it was granted something may have changed.
      look(place).catch(onError);
      return place;
    },
    leave({ key, viewer, sockets }, socket) {
      const { workspaceId } = viewer.principal;
      sockets.delete(socket);
      const workspace = workspaces.get(workspaceId);
      if (!workspace || sockets.size > 0) return;
      workspace.places.delete(key);
      if (workspace.places.size > 0) return;
      workspaces.delete(workspaceId);
      workspace.leave();
    },
    *sockets() {
      for (const { places } of workspaces.values()) for (const { sockets } of places.values()) yield* sockets;
    },
    stop() {
      clearInterval(timer);
      stopWatching();
    },
  };
}

function mustLookAgain({ looking }: Place): boolean {
  return looking === 'again';
}
