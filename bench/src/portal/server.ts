import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createBuilders } from '@sitecast/api/testing';
import { type MeterFrame, type PortalFrame, toPortalFrame } from '@sitecast/monitor';
import { startTestServer } from '@sitecast/server/testing';
import { type WebSocket, WebSocketServer } from 'ws';
import { answerParent } from '../child.ts';
import { countCpu, type RoundMessage } from '../delivery-cost.ts';

export type PortalMessage = { do: 'endpoint' | 'memory' } | RoundMessage;

/** Where viewers connect, and with which cookie. */
export interface PortalEndpoint {
  port: number;
  path: string;
  cookie: string;
}

/** Heap and external memory after garbage collection, in bytes. The resident set grows in steps that are too large. */
export interface Memory {
  held: number;
}

interface PortalVariant extends PortalEndpoint {
  /** Publishes a new frame, one second after the last. */
  publish(): Promise<void>;
}

const variants = { 'raw ws': startRawWs, Sitecast: startSitecast };
export type PortalName = keyof typeof variants;

/** The same interval as in Sitecast. */
const PING_EVERY_MS = 25_000;

let second = Date.now() / 1_000 - 86_400;

function frameNow(): MeterFrame {
  second += 1;
  const level = Math.round((50 + 10 * Math.sin(second)) * 10) / 10;
  const levels = { lp: level, leq: level, lmax: level, lmin: level, lpeak: level };
  return {
    timestamp: new Date(second * 1_000).toISOString(),
    measurementState: 'Start',
    ...levels,
    ...{ ln1: level, ln2: level, ln3: level, ln4: level, ln5: level, over: false, under: false },
  };
}

/** The whole product: a client's location with a push meter. */
async function startSitecast(): Promise<PortalVariant> {
  const many = 100_000;
  const server = await startTestServer({}, { socketLimits: { perAddress: many, perPrincipal: many } });
  const build = createBuilders(server.app);
  const client = await build.client();
  const location = await build.location({ project: await build.project({ client }) });
  const unit = await build.unit({ at: location });
  const { session } = await build.portalLink({ client });
  // Frames start a day ago, so that each can be a second later than the last.
  await server.app.db.unitAssignment.updateMany({ data: { assignedFrom: new Date(0) } });
  server.app.meters.changed(unit.id);
  return {
    port: Number(new URL(server.url).port),
    path: `/portal/api/location/${location.id}/stream`,
    cookie: `portal_session=${session}`,
    async publish() {
      await server.app.meters.push(unit.id, [frameNow()]);
    },
  };
}

/**
 * The minimum: an upgrade and keep-alive pings for each socket, one serialisation and one buffer per frame, one send per
 * socket.
 */
async function startRawWs(): Promise<PortalVariant> {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const viewers = new Map<WebSocket, { isAlive: boolean }>();
  http.on('upgrade', (req, duplex, head) => {
    wss.handleUpgrade(req, duplex, head, (socket) => {
      viewers.set(socket, { isAlive: true });
      socket.on('error', ignore);
      socket.on('close', forget);
      socket.on('pong', markAlive);
      socket.send('{"heartbeat":true}');
    });
  });
  function ignore() {}
  function forget(this: WebSocket) {
    viewers.delete(this);
  }
  function markAlive(this: WebSocket) {
    viewers.get(this)!.isAlive = true;
  }
  setInterval(() => {
    for (const [socket, viewer] of viewers) {
      if (!viewer.isAlive) socket.terminate();
      viewer.isAlive = false;
      socket.ping();
    }
  }, PING_EVERY_MS).unref();
  let seq = 0;
  return {
    port: (http.address() as AddressInfo).port,
    path: '/',
    cookie: '',
    async publish() {
      const frame: PortalFrame = toPortalFrame({
        ...frameNow(),
        ...{ unitId: randomUUID(), seq: seq++, feedStatus: 'ok' },
      });
      const buffer = Buffer.from(JSON.stringify(frame));
      for (const socket of viewers.keys()) socket.send(buffer, { binary: false });
    },
  };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const variant = await variants[process.argv[2] as PortalName]();
const cpu = countCpu();
answerParent<PortalMessage>(async (message) => {
  if (message.do === 'endpoint') {
    const { port, path, cookie } = variant;
    return { port, path, cookie } satisfies PortalEndpoint;
  }
  if (message.do === 'memory') {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return { held: heapUsed + external } satisfies Memory;
  }
  if (message.do === 'publish') await variant.publish();
  return cpu(message) ?? {};
});
