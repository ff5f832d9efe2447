import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { VariantName } from './variants.ts';

/** `connect` resolves when every subscriber has its snapshot, `received` when every one has one frame more. */
export type ClientsMessage = { do: 'connect'; port: number; subscribers: number } | { do: 'received' };

const name = process.argv[2] as VariantName;
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
function subscribe(port: number) {
  if (name === 'socket.io room') {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
    socket.on('connect', () => socket.emit('subscribe'));
    socket.on('frame', onFrame);
    return;
  }
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  let announcements = name === 'raw ws' ? 0 : 1;
  socket.on('open', () => {
    socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'frames' } }));
  });
  socket.on('message', () => {
    // tRPC says `started` before the first value.
    if (announcements > 0) announcements -= 1;
    else onFrame();
  });
}

answerParent<ClientsMessage>(async (message) => {
  if (message.do === 'connect') {
    subscribers = message.subscribers;
    const connected = everyoneHasOne();
    for (let n = 0; n < subscribers; n++) {
      subscribe(message.port);
      // A listen backlog of 511 overflows when everyone knocks at once.
      if (n % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await connected;
    return {};
  }
  await everyoneHasOne();
  return {};
});
