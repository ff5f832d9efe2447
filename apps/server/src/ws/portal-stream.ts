import type { IncomingMessage } from 'node:http';
import { type App, AppError, type MeterViewing, resolveClientUnit } from '@sitecast/api';
import { anonymous, type Principal } from '@sitecast/auth';
import { createSingleFlight } from '@sitecast/db';
import { CloseCode } from '@sitecast/protocol/close-code';
import type { LiveWebSocket, ReaderOwner } from '@sitecast/realtime';
import type { Claimant } from '../connections.ts';
import { portalCredentials } from '../http/context.ts';
import { type Frontage, originOf } from '../http/request.ts';
import { createOwnershipWatch, type Place, type Viewer } from './ownership.ts';
import type { SocketRegistry, SocketUser } from './registry.ts';

/** How often a viewer hears something, whatever the meter does, in ms. */
const HEARTBEAT_MS = 25_000;
const HEARTBEAT = Buffer.from('{"heartbeat":true}');
const TEXT = { binary: false };

const PATH = /^\/portal\/api\/location\/([^/]+)\/stream$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface PortalStreams {
  isStream(path: string): boolean;
  /** Who may have the stream, or the status by which it is refused before it opens. */
  admit(path: string, req: IncomingMessage): Promise<Viewer | 401 | 404>;
  /** Sends until either side ends it. */
  serve(socket: LiveWebSocket, viewer: Viewer): void;
  stop(): void;
}

/** Live frames for clients: each is one more subscriber of the meter's shared feed, through the portal's allow-list. */
export function createPortalStreams(app: App, frontage: Frontage, registry: SocketRegistry): PortalStreams {
  const watch = createOwnershipWatch(app);
  // What changes while it is looked up, `join` finds out.
  const units = createSingleFlight<Awaited<ReturnType<typeof resolveClientUnit>>>();
  const onError = (error: unknown) => app.log.error({ err: error }, 'a stream of the portal failed');
  const heartbeat = setInterval(() => {
    for (const socket of watch.sockets()) socket.send(HEARTBEAT, TEXT);
  }, HEARTBEAT_MS).unref();

  async function admit(path: string, req: IncomingMessage): Promise<Viewer | 401 | 404> {
    const credentials = portalCredentials(req, originOf(req, frontage));
    const principal = await app.identifier.identify(credentials);
    if (principal.kind !== 'portalClient' || principal.needsPassword) return 401;
    const locationId = PATH.exec(path)?.[1] ?? '';
    // A text that is no id is not asked for: PostgreSQL fails on one with U+0000 in it.
    if (!UUID.test(locationId)) return 404;
    try {
      const place = `${principal.clientId} ${locationId}`;
      const unit = await units.get(place, () => resolveClientUnit({ db: app.db, principal }, locationId));
      return { principal, locationId, ...unit, ip: credentials.ip };
    } catch (error) {
      if (error instanceof AppError && error.appCode === 'NOT_FOUND') return 404;
      throw error;
    }
  }

  /** All that is held for a viewer as long as he looks on: neither the request nor his cookie. */
  class Stream implements Claimant, SocketUser, ReaderOwner {
    place: Place | null = null;
    viewing: MeterViewing | null = null;
    constructor(readonly socket: LiveWebSocket) {}

    async identify(known: Principal) {
      return known.kind === 'portalClient' ? app.identifier.reidentify(known) : anonymous(true);
    }
    /** The meter is no more. */
    onEnded() {
      registry.close(this.socket, CloseCode.NotFound, 'No meter stands there any more');
    }
    onClosed() {
      if (this.place) watch.leave(this.place, this.socket);
      this.viewing?.leave();
    }
  }

  async function serve(socket: LiveWebSocket, viewer: Viewer): Promise<void> {
    const stream = new Stream(socket);
    if (!(await registry.identified(socket, viewer.principal, stream))) return;
    const place = watch.join(viewer, socket);
    stream.place = place;
    registry.whenClosed(socket, stream);
    const viewing = await app.meters.sendAs(place.viewer.unitId, place.view, socket, stream);
    // It may have been closed meanwhile.
    if (socket.readyState === socket.CLOSED) viewing.leave();
    else stream.viewing = viewing;
  }

  return {
    isStream: (path) => PATH.test(path),
    admit,
    serve(socket, viewer) {
      serve(socket, viewer).catch((error) => {
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
