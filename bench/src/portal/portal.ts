import { type Child, startChild } from '../child.ts';
import { type Contender, compareCosts, reportCosts } from '../delivery-cost.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { ViewersMessage } from './clients.ts';
import type { Memory, PortalEndpoint, PortalMessage, PortalName } from './server.ts';

const BASELINE: PortalName = 'raw ws';
const NAMES: PortalName[] = [BASELINE, 'Sitecast'];
const WAVES = 3;

interface PortalContender extends Contender<PortalName> {
  endpoint: PortalEndpoint;
}

/** Measures what a client viewing a location costs the server: CPU per frame and memory, against raw ws. */
export async function portal(args: string[]) {
  const options = readNumbers(args, { viewers: 1_000, frames: 20, rounds: 9 });
  const { viewers, rounds, frames } = options;
  console.log(`\n${viewers} viewers, ${rounds} rounds of ${frames} frames, Node ${process.version}`);
  const contenders: PortalContender[] = [];
  const memory = new Map<PortalName, number>();
  try {
    for (const name of NAMES) contenders.push(await start(name, viewers));
    await compareCosts(contenders, { ...options, subscribers: viewers });
    for (const contender of contenders) memory.set(contender.name, await memoryPerViewer(contender, viewers));
  } finally {
    await Promise.all(contenders.flatMap(({ server, clients }) => [clients.stop(), server.stop()]));
  }
  reportCosts(contenders, BASELINE);
  const base = memory.get(BASELINE)!;
  printTable(
    [...memory].map(([name, held]) => ({
      'server memory held per viewer': name,
      median: `${(held / 1024).toFixed(1)} KiB`,
      [`against ${BASELINE}`]: `${(held / base).toFixed(2)} ×`,
    })),
  );
}

async function start(name: PortalName, viewers: number): Promise<PortalContender> {
  const server = startChild('portal/server', [name]);
  const endpoint = await server.ask<PortalEndpoint>({ do: 'endpoint' } satisfies PortalMessage);
  return { name, server, endpoint, clients: await connectViewers(endpoint, viewers), costs: [] };
}

async function connectViewers(endpoint: PortalEndpoint, viewers: number): Promise<Child> {
  const clients = startChild('portal/clients', []);
  await clients.ask({ do: 'connect', viewers, ...endpoint } satisfies ViewersMessage);
  return clients;
}

/**
 * The memory of one more viewer in bytes, with as many already connected, so that code compiled for the first ones does
 * not count.
 */
async function memoryPerViewer({ server, endpoint }: PortalContender, viewers: number): Promise<number> {
  const held = async () => (await server.ask<Memory>({ do: 'memory' } satisfies PortalMessage)).held;
  const processes: Child[] = [];
  const costs: number[] = [];
  for (let wave = 0; wave < WAVES; wave++) {
    const before = await held();
    processes.push(await connectViewers(endpoint, viewers));
    costs.push(((await held()) - before) / viewers);
  }
  await Promise.all(processes.map((clients) => clients.stop()));
  return median(costs);
}
