import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { ReceivedMessage } from '../delivery-cost.ts';
import type { PortalEndpoint } from './server.ts';

/** `connect` resolves when every viewer has received a message. */
export type ViewersMessage = ({ do: 'connect'; viewers: number } & PortalEndpoint) | ReceivedMessage;

let viewers = 0;
let arrived = 0;
let whenAll: (() => void) | undefined;

function settle() {
  if (!whenAll || arrived < viewers) return;
  arrived -= viewers;
  whenAll();
  whenAll = undefined;
}

function allReceived() {
  return new Promise<void>((resolve) => {
    whenAll = resolve;
    settle();
  });
}

function connectViewer({ port, path, cookie }: PortalEndpoint) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    perMessageDeflate: false,
    headers: { cookie },
  });
  let isFirst = true;
  socket.on('message', (data: Buffer) => {
    // Heartbeats don't count, except as the first message.
    if (!isFirst && data.includes('"heartbeat"')) return;
    isFirst = false;
    arrived += 1;
    settle();
  });
}

answerParent<ViewersMessage>(async (message) => {
  if (message.do !== 'connect') {
    await allReceived();
    return {};
  }
  viewers = message.viewers;
  const connected = allReceived();
  for (let n = 0; n < viewers; n++) {
    connectViewer(message);
    // Connecting all at once would overflow the listen backlog of 511.
    if (n % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await connected;
  return {};
});
