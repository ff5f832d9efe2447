import type { IncomingMessage } from 'node:http';
import { type App, AppError, resolveClientUnit } from '@sitecast/api';
import type { PortalClientPrincipal } from '@sitecast/auth';
import { CloseCode, sendLive } from '@sitecast/realtime';
import type { WebSocket } from 'ws';
import { identifyInPortal } from '../http/context.ts';
import { type Frontage, originOf } from '../http/request.ts';
import { createOwnershipWatch } from './ownership.ts';
import type { SocketRegistry } from './registry.ts';

/** How often a viewer hears something, whatever the meter does, in ms. */
const HEARTBEAT_MS = 25_000;
const HEARTBEAT = Buffer.from('{"heartbeat":true}');
const TEXT = { binary: false };

const PATH = /^\/portal\/api\/location\/([^/]+)\/stream$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whom a stream was granted to, and of which meter. */
export interface Viewer {
  principal: PortalClientPrincipal;
  locationId: string;
  unitId: string;
  assignedFrom: Date;
}

export interface PortalStreams {
  isStream(path: string): boolean;
  /** Who may have the stream, or the status by which it is refused before it opens. */
  admit(path: string, req: IncomingMessage): Promise<Viewer | 401 | 404>;
  /** Sends until either side ends it. */
  serve(socket: WebSocket, viewer: Viewer, req: IncomingMessage): void;
  stop(): void;
}

/** Live frames for clients: each is one more subscriber of the meter's shared feed, through the portal's allow-list. */
export function createPortalStreams(app: App, frontage: Frontage, registry: SocketRegistry): PortalStreams {
  const sockets = new Set<WebSocket>();
  const watch = createOwnershipWatch(app);
  const onError = (error: unknown) => app.log.error({ err: error }, 'a stream of the portal failed');
  const heartbeat = setInterval(() => {
    for (const socket of sockets) socket.send(HEARTBEAT, TEXT);
  }, HEARTBEAT_MS).unref();

  async function admit(path: string, req: IncomingMessage): Promise<Viewer | 401 | 404> {
    const principal = await identifyInPortal(app, req, originOf(req, frontage));
    if (principal.kind !== 'portalClient' || principal.needsPassword) return 401;
    const locationId = PATH.exec(path)?.[1] ?? '';
    // A text that is no id is not asked for: PostgreSQL fails on one with U+0000 in it.
    if (!UUID.test(locationId)) return 404;
    try {
      return { principal, locationId, ...(await resolveClientUnit({ db: app.db, principal }, locationId)) };
    } catch (error) {
      if (error instanceof AppError && error.appCode === 'NOT_FOUND') return 404;
      throw error;
    }
  }

  async function serve(socket: WebSocket, viewer: Viewer, req: IncomingMessage): Promise<void> {
    const over = new AbortController();
    socket.once('close', () => over.abort());
    const identify = () => identifyInPortal(app, req, originOf(req, frontage));
    if (!(await registry.identified(socket, viewer.principal, identify))) return;
    sockets.add(socket);
    const place = watch.join(viewer, socket);
    try {
      const live = app.meters.liveAs(viewer.unitId, place.view, socket, over.signal);
      await sendLive(socket, live);
      // Not because the viewer left: then the meter is no more.
      if (!over.signal.aborted) registry.close(socket, CloseCode.NotFound, 'No meter stands there any more');
    } finally {
      place.leave();
      sockets.delete(socket);
    }
  }

  return {
    isStream: (path) => PATH.test(path),
    admit,
    serve(socket, viewer, req) {
      serve(socket, viewer, req).catch((error) => {
        onError(error);
        registry.close(socket, CloseCode.TryAgainLater, 'Try again in a moment');
      });
    },
    stop() {
      clearInterval(heartbeat);
      watch.stop();
    },
  };
}
