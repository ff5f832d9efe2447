import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { PushInstallation } from './installation.ts';

/** `connect` resolves when every screen is ready, `push` when the last targeted screen has received the overlay. */
export type ScreensMessage =
  | { do: 'connect'; installation: PushInstallation }
  | { do: 'push'; target: keyof PushInstallation['targets'] };
export type PushAnswer = { milliseconds: number };

const isSitecast = process.argv[2] === 'Sitecast';
let installation: PushInstallation;
let awaited = 0;
let whenAll: (() => void) | undefined;

answerParent<ScreensMessage>(async (message) => {
  if (message.do === 'connect') {
    installation = message.installation;
    for (const screen of installation.screens) await connect(screen);
    return {};
  }
  return { milliseconds: await push(message.target) } satisfies PushAnswer;
});

/** Milliseconds from sending the request until the last screen has received the overlay. */
async function push(target: keyof PushInstallation['targets']): Promise<number> {
  awaited = target === 'all' ? installation.screens.length : 1;
  const allReceived = new Promise<void>((resolve) => {
    whenAll = resolve;
  });
  const start = performance.now();
  const posting = fetch(`${installation.url}/api/pip`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${installation.token}` },
    body: JSON.stringify({
      device_id: installation.targets[target],
      type: 'image',
      uri: 'https://example.com/evacuation-plan.png',
      title: 'Meeting point: car park B',
    }),
  });
  await allReceived;
  const milliseconds = performance.now() - start;
  const response = await posting;
  if (!response.ok) throw new Error(`The overlay failed with ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
  return milliseconds;
}

/** A minimal client for either protocol, because full clients would compete with the server for CPU. */
function connect(screen: PushInstallation['screens'][number]): Promise<void> {
  const address = installation.url.replace('http', 'ws');
  const socket = isSitecast
    ? new WebSocket(`${address}/device?connectionParams=1`, { perMessageDeflate: false })
    : new WebSocket(`${address}/socket.io/?EIO=4&transport=websocket&id=${screen.id}`, {
        perMessageDeflate: false,
      });
  const ready = isSitecast ? 'device:snapshot' : '"ready"';
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => introduce(socket, screen));
    socket.on('message', (data: Buffer) => {
      if (data.includes('device:pip-show')) arrive();
      else if (data.includes(ready)) resolve();
      else if (!isSitecast && data.toString() === '2') socket.send('3');
    });
  });
}

function introduce(socket: WebSocket, { id, secret }: PushInstallation['screens'][number]): void {
  // Engine.IO: 4 = message; Socket.IO: 0 = connect.
  if (!isSitecast) {
    socket.send('40');
    return;
  }
  socket.send(JSON.stringify({ method: 'connectionParams', data: { deviceId: id, secret } }));
  socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'device.messages' } }));
}

function arrive(): void {
  awaited -= 1;
  if (awaited === 0) whenAll?.();
}
