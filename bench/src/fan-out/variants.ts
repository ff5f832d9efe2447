import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createLiveFeed,
  handOver,
  LiveServer,
  type LiveWebSocket,
  liveFeedEncoder,
} from '@sitecast/realtime';
import { initTRPC } from '@trpc/server';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { Server } from 'socket.io';
import { type WebSocket, WebSocketServer } from 'ws';

interface SampleFrame {
  n: number;
  levels: string;
}

/** An implementation that sends a frame to every subscriber. */
interface Variant {
  port: number;
  publish(frame: SampleFrame): void;
}

const HOST = '127.0.0.1';
const SNAPSHOT: SampleFrame = { n: 0, levels: '' };

async function startWsServer() {
  const wss = new WebSocketServer({ host: HOST, port: 0, perMessageDeflate: false });
  return { wss, port: await portOf(wss) };
}

async function portOf(wss: WebSocketServer): Promise<number> {
  await once(wss, 'listening');
  return (wss.address() as AddressInfo).port;
}

/** The minimum: one serialisation, one buffer, one send per socket. */
async function startRawWs(): Promise<Variant> {
  const { wss, port } = await startWsServer();
  const subscribers = new Set<WebSocket>();
  wss.on('connection', (socket) => {
    socket.once('message', () => {
      subscribers.add(socket);
      socket.send(JSON.stringify(SNAPSHOT));
    });
  });
  return {
    port,
    publish(frame) {
      const buffer = Buffer.from(JSON.stringify(frame));
      for (const socket of subscribers) socket.send(buffer, { binary: false });
    },
  };
}

async function startLiveFeed(): Promise<Variant> {
  const wss = new LiveServer({ host: HOST, port: 0 });
  const feed = createLiveFeed<SampleFrame>('latest');
  const trpc = initTRPC.context<{ socket: LiveWebSocket }>().create();
  applyWSSHandler({
    wss,
    router: trpc.router({
      frames: trpc.procedure.subscription(({ ctx, signal }) =>
        handOver(ctx.socket, feed, () => SNAPSHOT, signal),
      ),
    }),
    createContext: ({ res }) => ({ socket: res as LiveWebSocket }),
    experimental_encoder: liveFeedEncoder,
  });
  return { port: await portOf(wss), publish: feed.publish };
}

/** A subscription as in tRPC's documentation: an async generator over an event emitter. */
async function startStockTrpc(): Promise<Variant> {
  const { wss, port } = await startWsServer();
  const emitter = new EventEmitter().setMaxListeners(0);
  const trpc = initTRPC.create();
  applyWSSHandler({
    wss,
    router: trpc.router({
      frames: trpc.procedure.subscription(async function* ({ signal }) {
        const frames = EventEmitter.on(emitter, 'frame', signal ? { signal } : {});
        yield SNAPSHOT;
        for await (const [frame] of frames) yield frame as SampleFrame;
      }),
    }),
  });
  return { port, publish: (frame) => emitter.emit('frame', frame) };
}

async function startSocketIo(): Promise<Variant> {
  const http = createServer().listen(0, HOST);
  await once(http, 'listening');
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  io.on('connection', (socket) => {
    socket.on('subscribe', () => {
      socket.join('frames');
      socket.emit('frame', SNAPSHOT);
    });
  });
  return {
    port: (http.address() as AddressInfo).port,
    publish: (frame) => io.to('frames').emit('frame', frame),
  };
}

export const variants = {
  'raw ws': startRawWs,
  'live feed': startLiveFeed,
  'socket.io room': startSocketIo,
  'stock tRPC': startStockTrpc,
};
export type VariantName = keyof typeof variants;
