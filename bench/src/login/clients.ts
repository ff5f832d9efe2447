import { WebSocket } from 'ws';
import { answerParent } from '../child.ts';
import type { Installation } from './server.ts';

/** `round` watches the feed for some seconds while so many people a second log in. */
export type ClientsMessage =
  | { do: 'connect'; installation: Installation; subscribers: number }
  | { do: 'round'; seconds: number; loginsPerSecond: number };
/** In milliseconds: how late every event came to every subscriber, and how long every login took. */
export type RoundAnswer = { delays: number[]; logins: number[] };

let installation: Installation;
let delays: number[] = [];
let loggedIn = 0;

answerParent<ClientsMessage>(async (message) => {
  if (message.do === 'connect') {
    installation = message.installation;
    for (let n = 0; n < message.subscribers; n++) await subscribe();
    return {};
  }
  delays = [];
  const logins = await logInAtRate(message.loginsPerSecond, message.seconds);
  return { delays, logins } satisfies RoundAnswer;
});

/** Begins a login whenever one is due, whether or not those before have been answered. */
async function logInAtRate(perSecond: number, seconds: number): Promise<number[]> {
  const running: Promise<number>[] = [];
  const began = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    await until(began + (n / perSecond) * 1000);
    running.push(logIn());
  }
  await until(began + seconds * 1000);
  return Promise.all(running);
}

function until(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())));
}

async function logIn(): Promise<number> {
  const { url, emails, password } = installation;
  const email = emails[loggedIn++ % emails.length];
  const began = performance.now();
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`A login was answered with ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
  return performance.now() - began;
}

/** Resolves with the first event. By hand: full clients would compete with the server for the machine. */
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
