import { startChild } from '../child.ts';
import { type Contender, compareCosts, reportCosts } from '../delivery-cost.ts';
import type { ClientsMessage } from '../fan-out/clients.ts';
import { readNumbers } from '../options.ts';
import type { FeedName, Installation, ServerMessage } from './server.ts';

const BASELINE: FeedName = 'raw ws';
const NAMES: FeedName[] = [BASELINE, 'Sitecast'];
/** The most a frame's delivery may cost, in times of raw ws. */
const GOAL = 1.2;

/** One meter that many watch, and many meters that few watch. */
const scenes = [
  { units: 1, viewers: 1_000 },
  { units: 200, viewers: 5 },
];

/** What it costs the whole server to bring a meter's frame to one viewer, against sending it and nothing else. */
export async function feed(args: string[]) {
  const options = readNumbers(args, { frames: 20, rounds: 9 });
  for (const { units, viewers } of scenes) {
    const subscribers = units * viewers;
    console.log(
      `\n${units} × ${viewers} viewers, ${options.rounds} rounds of ${options.frames} frames of each meter, ` +
        `Node ${process.version}`,
    );
    const contenders: Contender<FeedName>[] = [];
    try {
      for (const name of NAMES) contenders.push(await start(name, units, subscribers));
      await compareCosts(contenders, { ...options, subscribers });
    } finally {
      await Promise.all(contenders.flatMap(({ server, clients }) => [clients.stop(), server.stop()]));
    }
    reportCosts(contenders, BASELINE);
  }
  console.log(`Goal: at most ${GOAL} × raw ws`);
}

async function start(name: FeedName, units: number, subscribers: number) {
  const server = startChild('feed/server', [name, String(units)]);
  const clients = startChild('fan-out/clients', [name]);
  const { port, meters } = await server.ask<Installation>({ do: 'installation' } satisfies ServerMessage);
  const connect: ClientsMessage = {
    do: 'connect',
    port,
    subscribers,
    meters,
  };
  await clients.ask(connect);
  return { name, server, clients, costs: [] };
}
