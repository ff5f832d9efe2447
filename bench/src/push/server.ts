import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestServer } from '@sitecast/server/testing';
import { Server } from 'socket.io';
import { answerParent } from '../child.ts';
import { seedScreens } from './seed.ts';

/** Where overlays are posted to, and what each screen has to say to be one. */
export interface Installation {
  url: string;
  token: string;
  /** Bodies of `POST /api/pip` that reach one screen and all of them. */
  targets: { one: string; all: string };
  screens: { id: string; secret: string }[];
}

const [name, count] = process.argv.slice(2);
const screens = Number(count);

const installation = name === 'Sitecast' ? startSitecast() : startSocketIo();
answerParent(() => installation);

/** The whole product: token, tenant, validation, overlay, deliveries and audit stored before anything is sent. */
async function startSitecast(): Promise<Installation> {
  const server = await startTestServer();
  return { url: server.url, ...(await seedScreens(server, screens)) };
}

/** The least that socket.io needs to do the same: parse the body, emit to a room. Nothing is checked or stored. */
async function startSocketIo(): Promise<Installation> {
  const http = createServer(async (req, res) => {
    if (req.method !== 'POST') return;
    const { device_id: room, ...overlay } = JSON.parse(await bodyOf(req)) as { device_id: string };
    io.to(room).emit('device:pip-show', overlay);
    res.setHeader('content-type', 'application/json').end('{"success":true}');
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  io.on('connection', (socket) => {
    socket.join(['all', String(socket.handshake.query.id)]);
    socket.emit('ready');
  });
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token: '',
    targets: { one: 'screen-0', all: 'all' },
    screens: Array.from({ length: screens }, (_, n) => ({ id: `screen-${n}`, secret: '' })),
  };
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
