import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { ReceivedMessage } from '../delivery-cost.ts';
import type { FeedName } from '../feed/server.ts';
import type { VariantName } from './variants.ts';

/** `connect` resolves when every subscriber has its snapshot. */
export type SubscribersMessage = ConnectMessage | ReceivedMessage;

interface ConnectMessage {
  do: 'connect';
  port: number;
  subscribers: number;
  /** For the whole product: credentials, and the meters to distribute the subscribers over. */
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

function allReceived() {
  return new Promise<void>((resolve) => {
    whenAll = resolve;
    settle();
  });
}

/** A minimal tRPC client, because a thousand full clients would compete with the server for CPU. */
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
    // tRPC sends `started` before the first value.
    if (announcements > 0) announcements -= 1;
    // Heartbeats of a meter are not frames.
    else if (!meters || !data.includes('"heartbeat"')) onFrame();
  });
}

answerParent<SubscribersMessage>(async (message) => {
  if (message.do === 'connect') {
    subscribers = message.subscribers;
    const connected = allReceived();
    for (let n = 0; n < subscribers; n++) {
      subscribe(message, n);
      // Connecting all at once would overflow the listen backlog of 511.
      if (n % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await connected;
    return {};
  }
  await allReceived();
  return {};
});
