import { startChild } from '../child.ts';
import { type Contender, compareCosts, reportCosts } from '../delivery-cost.ts';
import { readNumbers } from '../options.ts';
import type { SubscribersMessage } from './clients.ts';
import type { FanOutMessage, PortAnswer } from './server.ts';
import type { VariantName } from './variants.ts';

const BASELINE: VariantName = 'raw ws';
const NAMES: VariantName[] = [BASELINE, 'live feed', 'socket.io room', 'stock tRPC'];
/** Target: maximum cost of the live feed relative to raw ws. */
const MAX_RATIO = 1.15;

/** Measures the server cost per delivered message for four implementations. */
export async function fanOut(args: string[]) {
  const options = readNumbers(args, { subscribers: 1_000, frames: 20, rounds: 9, bytes: 200 });
  console.log(
    `${options.subscribers} subscribers, frames of ${options.bytes} bytes, ` +
      `${options.rounds} rounds of ${options.frames} frames, Node ${process.version}`,
  );
  const contenders: Contender<VariantName>[] = [];
  try {
    for (const name of NAMES) contenders.push(await start(name, options));
    await compareCosts(contenders, options);
  } finally {
    await Promise.all(contenders.flatMap(({ server, clients }) => [clients.stop(), server.stop()]));
  }
  reportCosts(contenders, BASELINE);
  console.log(`Target: live feed at most ${MAX_RATIO} × raw ws`);
}

async function start(name: VariantName, options: { subscribers: number; bytes: number }) {
  const server = startChild('fan-out/server', [name, String(options.bytes)]);
  const clients = startChild('fan-out/clients', [name]);
  const { port } = await server.ask<PortAnswer>({ do: 'port' } satisfies FanOutMessage);
  const { subscribers } = options;
  await clients.ask({ do: 'connect', port, subscribers } satisfies SubscribersMessage);
  return { name, server, clients, costs: [] };
}
