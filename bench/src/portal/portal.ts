import { type Child, startChild } from '../child.ts';
import { type Contender, compareCosts, reportCosts } from '../delivery-cost.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { ClientsMessage } from './clients.ts';
import type { Memory, Place, PortalName, ServerMessage } from './server.ts';

const BASELINE: PortalName = 'raw ws';
const NAMES: PortalName[] = [BASELINE, 'Sitecast'];
const WAVES = 3;

interface Portal extends Contender<PortalName> {
  place: Place;
}

/** What a client who looks at a location costs the server: CPU of each frame, and memory, against ws alone. */
export async function portal(args: string[]) {
  const options = readNumbers(args, { viewers: 1_000, frames: 20, rounds: 9 });
  const { viewers, rounds, frames } = options;
  console.log(`\n${viewers} viewers, ${rounds} rounds of ${frames} frames, Node ${process.version}`);
  const contenders: Portal[] = [];
  const memory = new Map<PortalName, number>();
  try {
    for (const name of NAMES) contenders.push(await start(name, viewers));
    await compareCosts(contenders, { ...options, subscribers: viewers });
    for (const contender of contenders) memory.set(contender.name, await memoryOfMore(contender, viewers));
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

async function start(name: PortalName, viewers: number): Promise<Portal> {
  const server = startChild('portal/server', [name]);
  const place = await server.ask<Place>({ do: 'place' } satisfies ServerMessage);
  return { name, server, place, clients: await crowd(place, viewers), costs: [] };
}

async function crowd(place: Place, viewers: number): Promise<Child> {
  const clients = startChild('portal/clients', []);
  await clients.ask({ do: 'connect', viewers, ...place } satisfies ClientsMessage);
  return clients;
}

/**
 * What one viewer more takes, in bytes, when as many look on already: code that is compiled for the first of them is not
 * what a viewer costs.
 */
async function memoryOfMore({ server, place }: Portal, viewers: number): Promise<number> {
  const held = async () => (await server.ask<Memory>({ do: 'memory' } satisfies ServerMessage)).held;
  const crowds: Child[] = [];
  const costs: number[] = [];
  for (let wave = 0; wave < WAVES; wave++) {
    const before = await held();
    crowds.push(await crowd(place, viewers));
    costs.push(((await held()) - before) / viewers);
  }
  await Promise.all(crowds.map((clients) => clients.stop()));
  return median(costs);
}
