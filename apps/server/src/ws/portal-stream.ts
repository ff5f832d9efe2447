import type { IncomingMessage } from 'node:http';
import { type App, AppError, type MeterViewing, resolveClientUnit } from '@sitecast/api';
import { anonymous, type Principal } from '@sitecast/auth';
import { createSingleFlight } from '@sitecast/db';
import { CloseCode } from '@sitecast/protocol/close-code';
import type { LiveWebSocket, ReaderOwner } from '@sitecast/realtime';
import type { Claimant } from '../connections.ts';
import { portalCredentials } from '../http/context.ts';
import { type Frontage, originOf } from '../http/request.ts';
import { createOwnershipWatch, type ViewedLocation, type Viewer } from './ownership.ts';
import type { SocketRegistry, SocketUser } from './registry.ts';

/** How often a heartbeat is sent, whatever the meter does, in ms. */
const HEARTBEAT_MS = 25_000;
const HEARTBEAT = Buffer.from('{"heartbeat":true}');
const TEXT = { binary: false };

const PATH = /^\/portal\/api\/location\/([^/]+)\/stream$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface PortalStreams {
  isStream(path: string): boolean;
  /** Checks access before the stream opens. Returns the viewer, or the HTTP status to refuse it with. */
  admit(path: string, req: IncomingMessage): Promise<Viewer | 401 | 404>;
  /** Sends frames until either side closes the socket. */
  serve(socket: LiveWebSocket, viewer: Viewer): void;
  stop(): void;
}

/** Live frames for clients: each viewer subscribes to the meter's shared feed, through the portal's allow-list. */
export function createPortalStreams(app: App, frontage: Frontage, registry: SocketRegistry): PortalStreams {
  const watch = createOwnershipWatch(app);
  // Changes during the lookup are noticed by `join`.
  const units = createSingleFlight<Awaited<ReturnType<typeof resolveClientUnit>>>();
  const onError = (error: unknown) => app.log.error({ err: error }, 'portal stream failed');
  const heartbeat = setInterval(() => {
    for (const socket of watch.sockets()) socket.send(HEARTBEAT, TEXT);
  }, HEARTBEAT_MS).unref();

  async function admit(path: string, req: IncomingMessage): Promise<Viewer | 401 | 404> {
    const credentials = portalCredentials(req, originOf(req, frontage));
    const principal = await app.identifier.identify(credentials);
    if (principal.kind !== 'portalClient' || principal.needsPassword) return 401;
    const locationId = PATH.exec(path)?.[1] ?? '';
    // PostgreSQL fails on text with U+0000, so only UUIDs are looked up.
    if (!UUID.test(locationId)) return 404;
    try {
      const key = `${principal.clientId} ${locationId}`;
      const unit = await units.get(key, () => resolveClientUnit({ db: app.db, principal }, locationId));
      return { principal, locationId, ...unit, ip: credentials.ip };
    } catch (error) {
      if (error instanceof AppError && error.appCode === 'NOT_FOUND') return 404;
      throw error;
    }
  }

  /** All that is kept in memory for a viewer: neither the request nor the cookie. */
  class Stream implements Claimant, SocketUser, ReaderOwner {
    location: ViewedLocation | null = null;
    viewing: MeterViewing | null = null;
    constructor(readonly socket: LiveWebSocket) {}

    async identify(known: Principal) {
      return known.kind === 'portalClient' ? app.identifier.reidentify(known) : anonymous(true);
    }
    /** The meter was removed. */
    onEnded() {
      registry.close(this.socket, CloseCode.NotFound, 'The meter was removed');
    }
    onClosed() {
      if (this.location) watch.leave(this.location, this.socket);
      this.viewing?.leave();
    }
  }

  async function serve(socket: LiveWebSocket, viewer: Viewer): Promise<void> {
    const stream = new Stream(socket);
    if (!(await registry.identified(socket, viewer.principal, stream))) return;
    const location = watch.join(viewer, socket);
    stream.location = location;
    registry.whenClosed(socket, stream);
    const viewing = await app.meters.sendAs(location.viewer.unitId, location.view, socket, stream);
    // The socket may have closed in the meantime.
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
