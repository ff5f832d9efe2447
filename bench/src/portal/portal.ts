import { startChild } from '../child.ts';
import { type Contender, compareCosts, reportCosts } from '../delivery-cost.ts';
import { readNumbers } from '../options.ts';
import { printTable } from '../statistics.ts';
import type { ClientsMessage } from './clients.ts';
import type { Memory, Place, PortalName, ServerMessage } from './server.ts';

const BASELINE: PortalName = 'raw ws';
const NAMES: PortalName[] = [BASELINE, 'Sitecast'];

interface Portal extends Contender<PortalName> {
  /** Of one viewer, in bytes. */
  memory: Memory;
}

/** What a client who looks at a location costs the server: CPU of each frame, and memory, against ws alone. */
export async function portal(args: string[]) {
  const options = readNumbers(args, { viewers: 1_000, frames: 20, rounds: 9 });
  const { viewers, rounds, frames } = options;
  console.log(`\n${viewers} viewers, ${rounds} rounds of ${frames} frames, Node ${process.version}`);
  const contenders: Portal[] = [];
  try {
    for (const name of NAMES) contenders.push(await start(name, viewers));
    await compareCosts(contenders, { ...options, subscribers: viewers });
  } finally {
    await Promise.all(contenders.flatMap(({ server, clients }) => [clients.stop(), server.stop()]));
  }
  reportCosts(contenders, BASELINE);
  const base = contenders[0]!.memory;
  printTable(
    contenders.map(({ name, memory }) => ({
      'server memory per viewer': name,
      held: kibibytes(memory.held),
      [`against ${BASELINE}`]: `${(memory.held / base.held).toFixed(2)} ×`,
      resident: kibibytes(memory.resident),
    })),
  );
}

function kibibytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

async function start(name: PortalName, viewers: number): Promise<Portal> {
  const server = startChild('portal/server', [name]);
  const clients = startChild('portal/clients', []);
  const ask = <Answer>(message: ServerMessage) => server.ask<Answer>(message);
  const place = await ask<Place>({ do: 'place' });
  // As many came and went before: code that is compiled, and room that a process keeps, are not what a viewer costs.
  const early = startChild('portal/clients', []);
  await early.ask({ do: 'connect', viewers, ...place } satisfies ClientsMessage);
  await early.stop();
  await server.ask({ do: 'idle' } satisfies ServerMessage);
  const before = await ask<Memory>({ do: 'memory' });
  await clients.ask({ do: 'connect', viewers, ...place } satisfies ClientsMessage);
  const after = await ask<Memory>({ do: 'memory' });
  const perViewer = (what: keyof Memory) => (after[what] - before[what]) / viewers;
  const memory: Memory = { held: perViewer('held'), resident: perViewer('resident') };
  return { name, server, clients, costs: [], memory };
}
