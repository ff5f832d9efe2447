import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Frame, MeterFrame } from '@sitecast/monitor';
import { startTestServer } from '@sitecast/server/testing';
import { type WebSocket, WebSocketServer } from 'ws';
import { answerParent } from '../child.ts';
import { countCpu, type RoundMessage } from '../delivery-cost.ts';

export type FeedMessage = { do: 'installation' } | RoundMessage;

/** Where to connect, with which credentials, and the meters available. */
export interface FeedInstallation {
  port: number;
  meters: { authorization: string; unitIds: string[] };
}

interface FeedVariant extends FeedInstallation {
  /** Publishes a new frame of each meter, one second after the last. */
  publish(): Promise<void>;
}

const variants = { 'raw ws': startRawWs, Sitecast: startSitecast };
export type FeedName = keyof typeof variants;

let second = Date.now() / 1_000 - 86_400;

/** A frame as a meter pushes it, for the current `second`. */
function frameNow(): MeterFrame {
  const level = (offset: number) => Math.round((50 + offset + 10 * Math.sin(second)) * 10) / 10;
  return {
    timestamp: new Date(second * 1_000).toISOString(),
    measurementState: 'Start',
    lp: level(0),
    leq: level(1),
    lmax: level(9),
    lmin: level(-9),
    lpeak: level(20),
    ln1: level(5),
    ln2: level(4),
    ln3: level(0),
    ln4: level(-4),
    ln5: level(-5),
    over: false,
    under: false,
  };
}

/** The whole product: each frame is accepted, numbered, recorded and published on the bus. */
async function startSitecast(units: number): Promise<FeedVariant> {
  const many = 100_000;
  const server = await startTestServer({}, { socketLimits: { perAddress: many, perPrincipal: many } });
  const { db, meters } = server.app;
  const { id: workspaceId } = await db.workspace.findFirstOrThrow({ select: { id: true } });
  const unitIds = Array.from({ length: units }, () => randomUUID());
  await db.unit.createMany({
    data: unitIds.map((id, n) => ({ id, workspaceId, name: `Meter ${n}`, source: { kind: 'push' } })),
  });
  const isRead = async (unitId: string) => {
    try {
      await meters.push(unitId, [frameNow()]);
      return true;
    } catch {
      return false;
    }
  };
  for (const id of unitIds)
    while (!(await isRead(id))) await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    port: Number(new URL(server.url).port),
    meters: { authorization: `Bearer ${await server.login()}`, unitIds },
    async publish() {
      second += 1;
      await Promise.all(unitIds.map((id) => meters.push(id, [frameNow()])));
    },
  };
}

/** The minimum: one serialisation, one buffer, one send per socket. */
async function startRawWs(units: number): Promise<FeedVariant> {
  const wss = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(wss, 'listening');
  const viewers = new Map<string, Set<WebSocket>>();
  for (let n = 0; n < units; n++) viewers.set(randomUUID(), new Set());
  wss.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const { params } = JSON.parse(data.toString()) as { params?: { input: { unitId: string } } };
      if (!params) return;
      const watching = viewers.get(params.input.unitId);
      watching?.add(socket);
      socket.on('close', () => watching?.delete(socket));
      socket.send(JSON.stringify({ frame: null }));
    });
  });
  let seq = 0;
  return {
    port: (wss.address() as AddressInfo).port,
    meters: { authorization: '', unitIds: [...viewers.keys()] },
    async publish() {
      second += 1;
      for (const [unitId, sockets] of viewers) {
        const made = frameNow();
        if (sockets.size === 0) continue;
        // In this order, because V8 takes five times as long with the spread first, which is not what is compared.
        const frame: Frame = { unitId, seq: seq++, feedStatus: 'ok', ...made };
        const buffer = Buffer.from(JSON.stringify({ frame }));
        for (const socket of sockets) socket.send(buffer, { binary: false });
      }
    },
  };
}

const [name, units] = process.argv.slice(2);
const variant = await variants[name as FeedName](Number(units));
const cpu = countCpu();
answerParent<FeedMessage>(async (message) => {
  if (message.do === 'installation') {
    const { port, meters } = variant;
    return { port, meters } satisfies FeedInstallation;
  }
  if (message.do === 'publish') await variant.publish();
  return cpu(message) ?? {};
});
