import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type App,
  AppError,
  addDemoToFirstWorkspace,
  createProduct,
  ensureFirstAdmin,
  isSetupNeeded,
  type Product,
  setupCode,
} from '@sitecast/api';
import { migrate, openDatabase } from '@sitecast/db';
import { createInProcessBus } from '@sitecast/realtime';
import { connectNatsBus } from '@sitecast/realtime/nats';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { type ConnectionLimits, createConnectionRegistry } from './connections.ts';
import { type Config, ConfigError } from './env.ts';
import { oidcRouter } from './http/oidc.ts';
import { pagesRouter, type WebRoots } from './http/pages.ts';
import { portalPages } from './http/portal.ts';
import { securityHeaders } from './http/security.ts';
import { portalTrpcHandler, trpcHandler } from './http/trpc.ts';
import { createMonitorHub, type HubTimings } from './monitor/hub.ts';
import { restRouter } from './rest/adapter.ts';
import { unreadableRequest } from './rest/body.ts';
import { createWorkspaceEventStreams, type WorkspaceEventStreams } from './rest/events/events.ts';
import { loadSecretKey } from './secret-key.ts';
import { createSmtpMailer } from './smtp.ts';
import { VERSION } from './version.ts';
import { createSocketRegistry, type PingTimes } from './ws/registry.ts';
import { attachSockets } from './ws/upgrade.ts';

/** The longest a request may take: an upload of 50 MiB at 350 kbit/s. */
const REQUEST_MS = 20 * 60_000;

export interface Overrides {
  log: Logger;
  /** The clock, for tests. */
  now?: () => Date;
  roots?: WebRoots;
  socketLimits?: Partial<ConnectionLimits & PingTimes>;
  streamLimits?: Parameters<typeof createWorkspaceEventStreams>[2];
  /** Called with every SQL statement, for tests. */
  onQuery?: (sql: string) => void;
  hubTimings?: Partial<HubTimings>;
}

export interface RunningServer extends AsyncDisposable {
  app: Product;
  /** The URL that the server listens on, such as `http://127.0.0.1:8080`. */
  url: string;
  /** The code to enter at `/setup`; null once the setup is complete. */
  setupCode: string | null;
  /** Number of open WebSockets and event streams. */
  readonly sockets: number;
  /** Stops accepting requests, tells sockets to reconnect, writes pending data, and closes everything. */
  close(): Promise<void>;
}

/** Relative to this file, in the source as in the bundle. */
const builtApps: WebRoots = {
  dashboard: fileURLToPath(new URL('../../dashboard/dist', import.meta.url)),
  player: fileURLToPath(new URL('../../player/dist', import.meta.url)),
  portal: fileURLToPath(new URL('../../portal/dist', import.meta.url)),
};

/** Migrates the database and starts the whole server. */
export async function createServer(config: Config, overrides: Overrides): Promise<RunningServer> {
  // Resources to close in reverse order: at shutdown, or when the start fails halfway.
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    const failures: unknown[] = [];
    // One failure, such as a lost database, must not keep the others open.
    for (const closeOne of opened.splice(0).reverse())
      await closeOne().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    return await start(config, overrides, opened, close);
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

async function start(
  config: Config,
  { log, now, roots = builtApps, socketLimits, streamLimits, hubTimings, onQuery }: Overrides,
  opened: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<RunningServer> {
  const onError = (error: unknown) => log.error({ err: error }, 'a background task failed');
  const secretKey = config.secretKey ?? (await loadSecretKey(config.dataDir));
  await migrate(config.databaseUrl);
  const db = await openDatabase(config.databaseUrl, { onQuery });
  opened.push(() => db.close());
  const bus = config.natsUrl
    ? await connectNatsBus(config.natsUrl, { onError }).catch(reportBusUnreachable)
    : createInProcessBus({ onError });
  opened.push(() => bus.close());
  const hub = createMonitorHub({ db, bus, isAlone: !config.natsUrl, onError, timings: hubTimings });
  const app = await createProduct({
    db,
    bus,
    log,
    now,
    secretKey,
    filesFolder: join(config.dataDir, 'files'),
    publicUrl: config.publicUrl,
    version: VERSION,
    mail: config.smtp && createSmtpMailer(config.smtp, log),
    singleSignOn: config.oidc !== null,
    meters: hub.meters,
    demo: config.demo,
  });
  opened.push(() => app.close());
  if (!config.natsUrl) await app.presence.reset();
  opened.push(() => hub.close());
  await hub.start(app);
  if (config.firstAdmin) await ensureFirstAdmin(app, config.firstAdmin).catch(reportWeakPassword);

  const connections = createConnectionRegistry({
    onRevoked: app.revocations.onRevoked,
    onError,
    limits: socketLimits,
  });
  const streams = createWorkspaceEventStreams(app, connections, streamLimits);
  const handler = requestHandler(app, config, roots, streams);
  const http = createHttpServer({ requestTimeout: REQUEST_MS }, handler);
  const registry = createSocketRegistry({
    connections,
    onAlive(principal) {
      if (principal.kind === 'device') app.presence.seen(principal.deviceId);
    },
    times: socketLimits,
  });
  const sockets = attachSockets(http, app, config, registry);
  opened.push(async () => {
    const stopped = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeIdleConnections();
    streams.close();
    await sockets.close();
    registry.stop();
    connections.stop();
    http.closeAllConnections();
    await stopped;
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject).listen(config.port, config.host, resolve);
  });

  const { address, family, port } = http.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  if (config.demo) await addDemoToFirstWorkspace(app, config.publicUrl ?? browsableUrl(url)).catch(onError);
  return {
    app,
    url,
    setupCode: (await isSetupNeeded(app)) ? setupCode(app.key) : null,
    get sockets() {
      return connections.size;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The URL with which a browser on this machine reaches the server. */
export function browsableUrl(url: string): string {
  return url.replace(/0\.0\.0\.0|\[::\]/, 'localhost');
}

function reportBusUnreachable(cause: Error): never {
  throw new ConfigError([`NATS_URL: the server cannot be reached: ${cause.message}`], { cause });
}

/** A weak ADMIN_PASSWORD stops the start like any other invalid setting. */
function reportWeakPassword(error: unknown): never {
  if (error instanceof AppError && error.appCode === 'WEAK_PASSWORD')
    throw new ConfigError([`ADMIN_PASSWORD is too weak: ${error.message}`]);
  throw error;
}

/** The express app: all of HTTP except for tRPC. */
export function webApp(
  app: App,
  config: Pick<Config, 'publicUrl' | 'trustProxy' | 'oidc'>,
  roots: WebRoots,
  streams: WorkspaceEventStreams,
): Express {
  const web = express();
  web.disable('x-powered-by');
  web.set('query parser', 'simple');
  web.use(securityHeaders(config.publicUrl?.startsWith('https:') ?? false));
  if (config.oidc) web.use(oidcRouter(app, config, config.oidc));
  web.use(restRouter(app, config, streams));
  web.use(portalPages(app, config, roots));
  web.use(pagesRouter(app, config, roots));
  web.use(unreadableRequest(app));
  return web;
}

function requestHandler(app: App, config: Config, roots: WebRoots, streams: WorkspaceEventStreams) {
  const web = webApp(app, config, roots, streams);
  const trpc = trpcHandler(app, config);
  const portalTrpc = portalTrpcHandler(app, config);
  return (req: Parameters<typeof trpc>[0], res: Parameters<typeof trpc>[1]) =>
    req.url?.startsWith('/trpc/')
      ? trpc(req, res)
      : req.url?.startsWith('/portal/trpc/')
        ? portalTrpc(req, res)
        : web(req, res);
}
