import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { ReceivedMessage } from '../delivery-cost.ts';
import type { Place } from './server.ts';

/** `connect` resolves when every viewer has heard something. */
export type ClientsMessage = ({ do: 'connect'; viewers: number } & Place) | ReceivedMessage;

let viewers = 0;
let arrived = 0;
let whenAll: (() => void) | undefined;

function settle() {
  if (!whenAll || arrived < viewers) return;
  arrived -= viewers;
  whenAll();
  whenAll = undefined;
}

function everyoneHasOne() {
  return new Promise<void>((resolve) => {
    whenAll = resolve;
    settle();
  });
}

function look({ port, path, cookie }: Place) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    perMessageDeflate: false,
    headers: { cookie },
  });
  let isFirst = true;
  socket.on('message', (data: Buffer) => {
    // A sign of life is no frame, but when it is the first word.
    if (!isFirst && data.includes('"heartbeat"')) return;
    isFirst = false;
    arrived += 1;
    settle();
  });
}

answerParent<ClientsMessage>(async (message) => {
  if (message.do !== 'connect') {
    await everyoneHasOne();
    return {};
  }
  viewers = message.viewers;
  const connected = everyoneHasOne();
  for (let n = 0; n < viewers; n++) {
    look(message);
    // A listen backlog of 511 overflows when everyone knocks at once.
    if (n % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await connected;
  return {};
});
