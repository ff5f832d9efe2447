import { setTimeout as wait } from 'node:timers/promises';
import { startChild } from '../child.ts';
import { type Contender, compareCosts, compareUnwatched, reportCosts } from '../delivery-cost.ts';
import type { ClientsMessage } from '../fan-out/clients.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { FeedName, Installation, ServerMessage } from './server.ts';

const BASELINE: FeedName = 'raw ws';
const NAMES: FeedName[] = [BASELINE, 'Sitecast'];
/** The most a frame's delivery may cost, in times of raw ws. */
const GOAL = 1.2;
/** A server has noticed by then that a thousand viewers are gone. */
const CLOSED_WITHIN_MS = 1_000;

/**
 * One meter that many watch, and many meters that few watch. Of the latter it is also told what a frame costs when
 * nobody watches any more; of one meter alone that would be the cost of asking for its frame.
 */
const scenes = [
  { units: 1, viewers: 1_000, isSplit: false },
  { units: 200, viewers: 5, isSplit: true },
];

const WHAT_EACH_DOES = `
raw ws    makes a frame, serialises it once, writes it to the sockets of its meter
Sitecast  the whole product: takes the frame in, numbers it under its lease, keeps it for the chart's hour, the
          minute's reading, status, connection log and alerts, tells it to the bus, serialises it once, writes it
`;

/** What it costs the whole server to bring a meter's frame to one viewer, against sending it and nothing else. */
export async function feed(args: string[]) {
  const options = readNumbers(args, { frames: 40, rounds: 15 });
  console.log(WHAT_EACH_DOES.trimEnd());
  for (const { units, viewers, isSplit } of scenes) {
    const subscribers = units * viewers;
    console.log(
      `\n${units} × ${viewers} viewers, ${options.rounds} rounds of ${options.frames} frames of each meter, ` +
        `Node ${process.version}`,
    );
    const contenders: FeedContender[] = [];
    try {
      for (const name of NAMES) contenders.push(await start(name, units));
      for (const contender of contenders) await connect(contender, subscribers);
      await compareCosts(contenders, { ...options, subscribers });
      if (isSplit) {
        await Promise.all(contenders.map(({ clients }) => clients.stop()));
        await wait(CLOSED_WITHIN_MS);
        await compareUnwatched(contenders, { ...options, units });
      }
    } finally {
      await Promise.all(contenders.flatMap(({ server, clients }) => [clients.stop(), server.stop()]));
    }
    reportCosts(contenders, BASELINE);
    if (isSplit) reportSplit(contenders, viewers);
  }
  console.log(
    `\nGoal: delivering a frame costs at most ${GOAL} × raw ws, which neither reads nor records one`,
  );
}

interface FeedContender extends Contender<FeedName> {
  installation: Installation;
  /** Server CPU for each frame that nobody watches, in µs, one entry a round. */
  unwatched: number[];
}

async function start(name: FeedName, units: number): Promise<FeedContender> {
  const server = startChild('feed/server', [name, String(units)]);
  const clients = startChild('fan-out/clients', [name]);
  const installation = await server.ask<Installation>({ do: 'installation' } satisfies ServerMessage);
  return { name, server, clients, installation, costs: [], unwatched: [] };
}

async function connect({ clients, installation: { port, meters } }: FeedContender, subscribers: number) {
  await clients.ask({ do: 'connect', port, subscribers, meters } satisfies ClientsMessage);
}

/** Where the time of one frame goes. */
function reportSplit(contenders: FeedContender[], viewers: number) {
  console.log('');
  const split = contenders.map(({ name, costs, unwatched }) => {
    const alone = median(unwatched);
    return { name, alone, delivering: median(costs) * viewers - alone };
  });
  const base = split.find(({ name }) => name === BASELINE)!.delivering;
  printTable(
    split.map(({ name, alone, delivering }) => ({
      'server CPU per frame': name,
      'reading and recording it': `${alone.toFixed(1)} µs`,
      [`delivering it to ${viewers} viewers`]: `${delivering.toFixed(1)} µs`,
      [`against ${BASELINE}`]: `${(delivering / base).toFixed(2)} ×`,
    })),
  );
}
