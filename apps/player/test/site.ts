import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, createCaller } from '@sitecast/api';
import { startTestServer, type TestServer } from '@sitecast/server/testing';

type Operator = ReturnType<typeof createCaller>;

/** A Sitecast server with an operator, and another site with the things that overlays show. */
export interface Site extends AsyncDisposable {
  server: TestServer;
  operator: Operator;
  /** Where the player is. */
  playerUrl: string;
  /** Address of the other site's `/red.svg`, `/page`, `/broken.png`, and of `/clip.webm` once there is one. */
  media: (path: string) => string;
  putClip(clip: Buffer): void;
  /** Stops the server and starts it again at the same address, with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSite(playerRoot: string): Promise<Site> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sitecast-site-'));
  const media = await startMedia();
  let server = await start(0);
  const port = Number(new URL(server.url).port);

  function start(onPort: number): Promise<TestServer> {
    return startTestServer(
      { port: onPort, dataDir, logLevel: 'silent' },
      { roots: { dashboard: playerRoot, player: playerRoot, portal: playerRoot } },
    );
  }

  const site: Site = {
    get server() {
      return server;
    },
    operator: await operatorOf(server),
    playerUrl: `${server.url}/player`,
    media: (path) => `${media.url}${path}`,
    putClip: media.putClip,
    async restart() {
      await server.close();
      server = await start(port);
      site.operator = await operatorOf(server);
    },
    stop: () => server.close(),
    async [Symbol.asyncDispose]() {
      await server.close();
      await media.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return site;
}

async function operatorOf({ app, login, url }: TestServer): Promise<Operator> {
  const authorization = `Bearer ${await login()}`;
  const ctx: Context = {
    ...app,
    principal: await app.identifier.identify({ authorization, ip: '127.0.0.1' }),
    ip: '127.0.0.1',
    userAgent: null,
    language: 'en',
    workspaceHint: null,
    baseUrl: url,
    sessionCookie: null,
    portalCookie: null,
    socket: null,
    upload: null,
  };
  return createCaller(ctx);
}

const RED =
  '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><rect width="480" height="360" fill="#d33"/></svg>';

async function startMedia() {
  let clip: Buffer | undefined;
  const http = createHttpServer((req, res) => {
    switch (req.url) {
      case '/red.svg':
        res.setHeader('content-type', 'image/svg+xml').end(RED);
        break;
      case '/open.svg':
        res.setHeader('access-control-allow-origin', '*');
        res.setHeader('content-type', 'image/svg+xml').end(RED);
        break;
      case '/page':
        res
          .setHeader('content-type', 'text/html')
          .end('<!doctype html><title>Page</title><h1>Assembly point</h1>');
        break;
      case '/broken.png':
        res.setHeader('content-type', 'image/png').end('this is no picture');
        break;
      case '/clip.webm':
        res.setHeader('content-type', 'video/webm').end(clip);
        break;
      default:
        res.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    putClip: (recorded: Buffer) => {
      clip = recorded;
    },
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
