import { setTimeout as wait } from 'node:timers/promises';
import { startChild } from '../child.ts';
import { type Contender, compareCosts, compareUnwatched, reportCosts } from '../delivery-cost.ts';
import type { SubscribersMessage } from '../fan-out/clients.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { FeedInstallation, FeedMessage, FeedName } from './server.ts';

const BASELINE: FeedName = 'raw ws';
const NAMES: FeedName[] = [BASELINE, 'Sitecast'];
/** Target: maximum cost of delivering a frame relative to raw ws. */
const MAX_RATIO = 1.2;
/** Time for a server to notice that a thousand viewers have disconnected. */
const CLOSED_WITHIN_MS = 1_000;

/**
 * One meter with many viewers, and many meters with few viewers each. For the latter, the cost of a frame without viewers
 * is also reported; for a single meter that would mostly be the cost of the messages of this benchmark.
 */
const scenarios = [
  { units: 1, viewers: 1_000, isSplit: false },
  { units: 200, viewers: 5, isSplit: true },
];

const WHAT_EACH_DOES = `
raw ws    creates a frame, serialises it once, writes it to the sockets of its meter
Sitecast  the whole product: accepts the frame, numbers it under its lease, records it for chart, minute reading,
          status, connection log and alerts, publishes it on the bus, serialises it once, writes it to the sockets
`;

/** Measures the cost for the whole server of delivering a meter's frame to a viewer, against only sending it. */
export async function feed(args: string[]) {
  const options = readNumbers(args, { frames: 40, rounds: 15 });
  console.log(WHAT_EACH_DOES.trimEnd());
  for (const { units, viewers, isSplit } of scenarios) {
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
    `\nTarget: delivering a frame costs at most ${MAX_RATIO} × raw ws, which neither accepts nor records one`,
  );
}

interface FeedContender extends Contender<FeedName> {
  installation: FeedInstallation;
  /** Server CPU per frame without viewers, in µs, one entry per round. */
  unwatched: number[];
}

async function start(name: FeedName, units: number): Promise<FeedContender> {
  const server = startChild('feed/server', [name, String(units)]);
  const clients = startChild('fan-out/clients', [name]);
  const installation = await server.ask<FeedInstallation>({ do: 'installation' } satisfies FeedMessage);
  return { name, server, clients, installation, costs: [], unwatched: [] };
}

async function connect({ clients, installation: { port, meters } }: FeedContender, subscribers: number) {
  await clients.ask({ do: 'connect', port, subscribers, meters } satisfies SubscribersMessage);
}

/** Splits the cost of a frame into recording and delivery. */
function reportSplit(contenders: FeedContender[], viewers: number) {
  console.log('');
  const split = contenders.map(({ name, costs, unwatched }) => {
    const recording = median(unwatched);
    return { name, recording, delivering: median(costs) * viewers - recording };
  });
  const base = split.find(({ name }) => name === BASELINE)!.delivering;
  printTable(
    split.map(({ name, recording, delivering }) => ({
      'server CPU per frame': name,
      'accepting and recording it': `${recording.toFixed(1)} µs`,
      [`delivering it to ${viewers} viewers`]: `${delivering.toFixed(1)} µs`,
      [`against ${BASELINE}`]: `${(delivering / base).toFixed(2)} ×`,
    })),
  );
}
