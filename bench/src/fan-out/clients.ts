import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { ReceivedMessage } from '../delivery-cost.ts';
import type { FeedName } from '../feed/server.ts';
import type { VariantName } from './variants.ts';

/** `connect` resolves when every subscriber has its snapshot. */
export type ClientsMessage = ConnectMessage | ReceivedMessage;

interface ConnectMessage {
  do: 'connect';
  port: number;
  subscribers: number;
  /** Of a whole server: who they are, and which meters they watch in turns. */
  meters?: { authorization: string; unitIds: string[] };
}

const name = process.argv[2] as VariantName | FeedName;
let subscribers = 0;
let arrived = 0;
let whenAll: (() => void) | undefined;

function onFrame() {
  arrived += 1;
  settle();
}

function settle() {
  if (!whenAll || arrived < subscribers) return;
  arrived -= subscribers;
  whenAll();
  whenAll = undefined;
}

function everyoneHasOne() {
  return new Promise<void>((resolve) => {
    whenAll = resolve;
    settle();
  });
}

/** Speaks tRPC's protocol by hand: a thousand real clients would compete with the server for the machine. */
function subscribe({ port, meters }: ConnectMessage, n: number) {
  if (name === 'socket.io room') {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
    socket.on('connect', () => socket.emit('subscribe'));
    socket.on('frame', onFrame);
    return;
  }
  const path = meters ? '/trpc?connectionParams=1' : '';
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
  let announcements = name === 'raw ws' ? 0 : 1;
  socket.on('open', () => {
    if (meters) {
      const { authorization } = meters;
      socket.send(JSON.stringify({ method: 'connectionParams', data: { authorization } }));
    }
    const input = meters && { unitId: meters.unitIds[n % meters.unitIds.length] };
    const params = { path: meters ? 'units.live' : 'frames', input };
    socket.send(JSON.stringify({ id: 1, method: 'subscription', params }));
  });
  socket.on('message', (data: Buffer) => {
    // tRPC says `started` before the first value.
    if (announcements > 0) announcements -= 1;
    // A meter's sign of life, when the others had their turn for long.
    else if (!meters || !data.includes('"heartbeat"')) onFrame();
  });
}

answerParent<ClientsMessage>(async (message) => {
  if (message.do === 'connect') {
    subscribers = message.subscribers;
    const connected = everyoneHasOne();
    for (let n = 0; n < subscribers; n++) {
      subscribe(message, n);
      // A listen backlog of 511 overflows when everyone knocks at once.
      if (n % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await connected;
    return {};
  }
  await everyoneHasOne();
  return {};
});
