import { type App, AppError, portalView, resolveClientUnit } from '@sitecast/api';
import { CloseCode, topics, WorkspaceEvent } from '@sitecast/realtime';
import type { WebSocket } from 'ws';
import type { Viewer } from './portal-stream.ts';

/** Whatever an event has missed is found out so often, in ms. */
const LOOK_EVERY_MS = 60_000;

/** All viewers of one client at one location. */
interface Place {
  viewer: Viewer;
  sockets: Set<WebSocket>;
  view: ReturnType<typeof portalView>;
}

interface Workspace {
  places: Map<string, Place>;
  leave: () => void;
}

export interface OwnershipWatch {
  /** Ties a socket to its place until `leave`: it is closed when client, location and meter belong together no more. */
  join(viewer: Viewer, socket: WebSocket): { view: Place['view']; leave(): void };
  stop(): void;
}

/**
 * Looks again whether a client may still follow a meter, when something of its projects or of the meter has changed and
 * once a minute: once for all who look at the same place.
 */
export function createOwnershipWatch(app: App): OwnershipWatch {
  const workspaces = new Map<string, Workspace>();
  const onError = (error: unknown) => app.log.error({ err: error }, 'a place could not be looked up');

  async function look({ viewer, sockets }: Place): Promise<void> {
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
      const key = [clientId, viewer.locationId, viewer.unitId, viewer.assignedFrom.getTime()].join(':');
      const place = workspace.places.get(key) ?? {
        viewer,
        sockets: new Set(),
        view: portalView(viewer.assignedFrom),
      };
      workspace.places.set(key, place);
      place.sockets.add(socket);
      // Since it was granted something may have changed.
      look(place).catch(onError);
      return {
        view: place.view,
        leave() {
          place.sockets.delete(socket);
          if (place.sockets.size === 0) workspace.places.delete(key);
          if (workspace.places.size > 0 || workspaces.get(workspaceId) !== workspace) return;
          workspaces.delete(workspaceId);
          workspace.leave();
        },
      };
    },
    stop() {
      clearInterval(timer);
      stopWatching();
    },
  };
}
