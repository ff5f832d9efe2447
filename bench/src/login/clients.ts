import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { LoginInstallation } from './server.ts';

/** `round` measures the feed for `seconds` while people log in at `loginsPerSecond`. */
export type LoginClientsMessage =
  | { do: 'connect'; installation: LoginInstallation; subscribers: number }
  | { do: 'round'; seconds: number; loginsPerSecond: number };
/** In milliseconds: the delay of every event for every subscriber, and the duration of every login. */
export type LoginRound = { delays: number[]; logins: number[] };

let installation: LoginInstallation;
let delays: number[] = [];
let loggedIn = 0;

answerParent<LoginClientsMessage>(async (message) => {
  if (message.do === 'connect') {
    installation = message.installation;
    for (let n = 0; n < message.subscribers; n++) await subscribe();
    return {};
  }
  delays = [];
  const logins = await logInAtRate(message.loginsPerSecond, message.seconds);
  return { delays, logins } satisfies LoginRound;
});

/** Starts logins at a fixed rate, without waiting for previous ones. */
async function logInAtRate(perSecond: number, seconds: number): Promise<number[]> {
  const running: Promise<number>[] = [];
  const start = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    await until(start + (n / perSecond) * 1000);
    running.push(logIn());
  }
  await until(start + seconds * 1000);
  return Promise.all(running);
}

function until(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())));
}

async function logIn(): Promise<number> {
  const { url, emails, password } = installation;
  const email = emails[loggedIn++ % emails.length];
  const start = performance.now();
  const response = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`Login failed with ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
  return performance.now() - start;
}

/** Resolves with the first event. A minimal client, because full clients would compete with the server for CPU. */
function subscribe(): Promise<void> {
  const socket = new WebSocket(`${installation.url.replace('http', 'ws')}/trpc?connectionParams=1`, {
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      const data = { authorization: `Bearer ${installation.session}` };
      socket.send(JSON.stringify({ method: 'connectionParams', data }));
      socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'workspaces.events' } }));
    });
    socket.on('message', (text: Buffer) => {
      const due = /"pipId":"([\d.]+)"/.exec(text.toString())?.[1];
      if (due === undefined) return;
      delays.push(performance.timeOrigin + performance.now() - Number(due));
      resolve();
    });
  });
}
