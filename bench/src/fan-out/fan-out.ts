import { type Child, startChild } from '../child.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { ClientsMessage } from './clients.ts';
import type { EndAnswer, PortAnswer, ServerMessage } from './server.ts';
import type { VariantName } from './variants.ts';

const BASELINE: VariantName = 'raw ws';
const NAMES: VariantName[] = [BASELINE, 'live feed', 'socket.io room', 'stock tRPC'];
/** The most the live feed may cost, in times of raw ws. */
const GOAL = 1.15;

interface Contender {
  name: VariantName;
  server: Child;
  clients: Child;
  /** Server CPU for each delivered message, in µs, one entry a round. */
  costs: number[];
}

/**
 * What one delivered message costs the server, for four ways of sending it. Each server and each crowd of clients
 * is a process of its own; rounds are interleaved, so that a busy moment of the machine hits all alike.
 */
export async function fanOut(args: string[]) {
  const options = readNumbers(args, { subscribers: 1_000, frames: 20, rounds: 9, bytes: 200 });
  console.log(
    `${options.subscribers} subscribers, frames of ${options.bytes} bytes, ` +
      `${options.rounds} rounds of ${options.frames} frames, Node ${process.version}`,
  );
  const contenders: Contender[] = [];
  try {
    for (const name of NAMES) contenders.push(await start(name, options));
    for (let round = 0; round <= options.rounds; round++) {
      // Whoever goes first changes; round 0 warms up.
      const order = contenders.map((_, index) => contenders[(index + round) % contenders.length]!);
      for (const contender of order) {
        const cost = await measure(contender, options);
        if (round > 0) contender.costs.push(cost);
      }
    }
  } finally {
    await Promise.all(contenders.flatMap(({ server, clients }) => [clients.stop(), server.stop()]));
  }
  report(contenders);
}

async function start(name: VariantName, options: { subscribers: number; bytes: number }) {
  const server = startChild('fan-out/server', [name, String(options.bytes)]);
  const clients = startChild('fan-out/clients', [name]);
  const { port } = await server.ask<PortAnswer>({ do: 'port' } satisfies ServerMessage);
  const { subscribers } = options;
  await clients.ask({ do: 'connect', port, subscribers } satisfies ClientsMessage);
  return { name, server, clients, costs: [] };
}

/** One round: the next frame is published when everyone has the one before. */
async function measure({ server, clients }: Contender, options: { frames: number; subscribers: number }) {
  await server.ask({ do: 'start' } satisfies ServerMessage);
  for (let frame = 0; frame < options.frames; frame++) {
    const received = clients.ask({ do: 'received' } satisfies ClientsMessage);
    await server.ask({ do: 'publish' } satisfies ServerMessage);
    await received;
  }
  const { cpuMicroseconds } = await server.ask<EndAnswer>({ do: 'end' } satisfies ServerMessage);
  return cpuMicroseconds / (options.frames * options.subscribers);
}

function report(contenders: Contender[]) {
  const baseline = contenders.find(({ name }) => name === BASELINE)?.costs ?? [];
  const ratio = ({ costs }: Contender) => median(costs.map((cost, round) => cost / baseline[round]!));
  printTable(
    contenders.map((contender) => ({
      'server CPU per delivered message': contender.name,
      median: `${median(contender.costs).toFixed(1)} µs`,
      'from – to': `${Math.min(...contender.costs).toFixed(1)} – ${Math.max(...contender.costs).toFixed(1)}`,
      'against raw ws': `${ratio(contender).toFixed(2)} ×`,
    })),
  );
  console.log(`Goal: live feed at most ${GOAL} × raw ws`);
}
