import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type App, appRouter, type Context, deviceRouter } from '@sitecast/api';
import { anonymous, type Credentials } from '@sitecast/auth';
import { CloseCode } from '@sitecast/protocol/close-code';
import { LiveServer, LiveWebSocket, liveFeedEncoder } from '@sitecast/realtime';
import type { AnyRouter } from '@trpc/server';
import { applyWSSHandler, type CreateWSSContextFnOptions } from '@trpc/server/adapters/ws';
import type { WebSocket } from 'ws';
import { requestInfo } from '../http/context.ts';
import { type Frontage, hasSameHost, originOf, sessionTokenOf } from '../http/request.ts';
import { createPortalStreams } from './portal-stream.ts';
import type { SocketRegistry } from './registry.ts';

const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_VIEWER_BYTES = 1024;
/** How long a socket that announces connection params may take to send them. */
const PARAMS_WITHIN_MS = 10_000;
/** How long sockets may take to close before they are terminated. */
const CLOSE_WITHIN_MS = 2_000;

type Params = Record<string, string | undefined>;
/** Extracts the credentials of a kind of socket from its connection params and session cookie. */
type CredentialsOf = (params: Params, cookie: string | null) => Omit<Credentials, 'ip'>;

interface Endpoint {
  server: LiveServer;
  handler: ReturnType<typeof applyWSSHandler>;
}

export interface UpgradeRouter {
  /** Tells every client to reconnect, waits until the sockets have closed, and terminates the rest. */
  close(): Promise<void>;
}

/**
 * Accepts all WebSockets: `/trpc` for operators and the CLI, `/device` for players, and the live frames of a location for
 * clients.
 */
export function attachSockets(
  http: Server,
  app: App,
  frontage: Frontage,
  registry: SocketRegistry,
): UpgradeRouter {
  const endpoints = new Map<string, Endpoint>([
    ['/trpc', endpoint(appRouter, ({ authorization }, sessionToken) => ({ authorization, sessionToken }))],
    [
      '/device',
      endpoint(deviceRouter, ({ deviceId, secret }) => ({
        device: deviceId && secret ? { id: deviceId, secret } : null,
      })),
    ],
  ]);

  function endpoint(router: AnyRouter, credentialsOf: CredentialsOf): Endpoint {
    const server = socketServer(MAX_MESSAGE_BYTES);
    const handler = applyWSSHandler({
      wss: server,
      router,
      experimental_encoder: liveFeedEncoder,
      createContext: (options) => socketContext(app, frontage, registry, options, credentialsOf),
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR' && !isPeerError(error.cause))
          app.log.error({ err: error, path }, 'procedure failed');
      },
    });
    return { server, handler };
  }

  const portal = createPortalStreams(app, frontage, registry);
  // Its viewers send nothing.
  const streams = socketServer(MAX_VIEWER_BYTES);
  let closing = false;
  http.on('upgrade', (req, socket, head) => {
    // A peer that disconnects during the upgrade is not an error.
    socket.on('error', destroy);
    // The raw path: `/portal/../trpc` passes a proxy that exposes `/portal/`, and must not match here.
    const path = (req.url ?? '').split('?')[0]!;
    const found = endpoints.get(path);
    if (!found && !portal.isStream(path)) return refuse(socket, '404 Not Found');
    if (closing) return refuse(socket, '503 Service Unavailable');
    const origin = originOf(req, frontage);
    if (req.headers.origin !== undefined && !hasSameHost(req.headers.origin, origin.baseUrl))
      return refuse(socket, '403 Forbidden');
    if (!found) return void openStream(path, req, socket, head);
    found.server.handleUpgrade(req, socket, head, (ws) => {
      socket.off('error', destroy);
      if (!registry.add(ws, origin.ip)) return;
      if (announcesParams(req)) closeIfSilent(ws);
      found.server.emit('connection', ws, req);
    });
  });

  /** Checks access before the stream opens. */
  async function openStream(path: string, req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const viewer = await portal.admit(path, req).catch((error) => {
      app.log.error({ err: error }, 'opening a stream failed');
      return 500 as const;
    });
    if (viewer === 401) return refuse(socket, '401 Unauthorized');
    if (viewer === 404) return refuse(socket, '404 Not Found');
    if (viewer === 500) return refuse(socket, '500 Internal Server Error');
    if (closing) return refuse(socket, '503 Service Unavailable');
    streams.handleUpgrade(req, socket, head, (ws) => {
      socket.off('error', destroy);
      if (registry.add(ws, viewer.ip)) portal.serve(ws, viewer);
    });
  }

  return {
    async close() {
      closing = true;
      portal.stop();
      const all = [...endpoints.values()];
      for (const { handler } of all) handler.broadcastReconnectNotification();
      const sockets = [...all.map(({ server }) => server), streams].flatMap(({ clients }) => [...clients]);
      const closed = sockets.map((ws) => new Promise((resolve) => ws.once('close', resolve)));
      for (const ws of sockets) ws.close(CloseCode.ServiceRestart, 'The server is restarting');
      const cut = setTimeout(() => {
        for (const ws of sockets) ws.terminate();
      }, CLOSE_WITHIN_MS);
      await Promise.all(closed);
      clearTimeout(cut);
      for (const { server } of all) server.close();
      streams.close();
    },
  };
}

async function socketContext(
  app: App,
  frontage: Frontage,
  registry: SocketRegistry,
  { req, res: socket, info }: CreateWSSContextFnOptions,
  credentialsOf: CredentialsOf,
): Promise<Context> {
  const origin = originOf(req, frontage);
  const params: Params = info.connectionParams ?? {};
  const credentials = { ...credentialsOf(params, sessionTokenOf(req, origin.secure)), ip: origin.ip };
  const identify = () => app.identifier.identify(credentials);
  const claimed = await identify();
  const refused = claimed.kind === 'anonymous' && claimed.refused;
  if (refused) registry.close(socket, CloseCode.Unauthenticated, 'Invalid credentials');
  // Messages already received are answered too: anonymously, if the socket had to be closed.
  const admitted = !refused && (await registry.identified(socket, claimed, { identify }));
  const principal = admitted ? claimed : anonymous(true);
  return {
    ...app,
    ...requestInfo(req, origin),
    principal,
    workspaceHint: params.workspaceId ?? null,
    sessionCookie: null,
    portalCookie: null,
    socket: socket instanceof LiveWebSocket ? socket : null,
    upload: null,
  };
}

function socketServer(maxPayload: number): LiveServer {
  return new LiveServer({ noServer: true, maxPayload });
}

/** An oversized or malformed message, for which the socket is closed. */
function isPeerError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('WS_ERR_');
}

function announcesParams(req: IncomingMessage): boolean {
  return new URL(req.url!, 'http://host').searchParams.get('connectionParams') === '1';
}

function closeIfSilent(ws: WebSocket): void {
  const timer = setTimeout(
    () => ws.close(CloseCode.PolicyViolation, 'Connection params expected'),
    PARAMS_WITHIN_MS,
  );
  ws.once('message', () => clearTimeout(timer));
  ws.once('close', () => clearTimeout(timer));
}

/** Not a closure, which would keep the request alive as long as the socket. */
function destroy(this: Duplex): void {
  this.destroy();
}

/** Destroys the socket too, since a peer might leave its half open. */
function refuse(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
