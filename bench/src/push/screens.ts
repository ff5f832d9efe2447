import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { Installation } from './installation.ts';

/** `connect` resolves when every screen is ready, `push` when the last one that is meant has the overlay. */
export type ScreensMessage =
  | { do: 'connect'; installation: Installation }
  | { do: 'push'; target: keyof Installation['targets'] };
export type PushAnswer = { milliseconds: number };

const isSitecast = process.argv[2] === 'Sitecast';
let installation: Installation;
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

/** From sending the request until the last screen has the overlay. */
async function push(target: keyof Installation['targets']): Promise<number> {
  awaited = target === 'all' ? installation.screens.length : 1;
  const everyoneHasIt = new Promise<void>((resolve) => {
    whenAll = resolve;
  });
  const began = performance.now();
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
  await everyoneHasIt;
  const milliseconds = performance.now() - began;
  const answer = await posting;
  if (!answer.ok) throw new Error(`The overlay was answered with ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
  return milliseconds;
}

/** Both speak their protocol by hand, alike: full clients would compete with the server for the machine. */
function connect(screen: Installation['screens'][number]): Promise<void> {
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

function introduce(socket: WebSocket, { id, secret }: Installation['screens'][number]): void {
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
