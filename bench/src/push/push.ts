import { type Child, startChild } from '../child.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { PushAnswer, ScreensMessage } from './screens.ts';
import type { Installation } from './server.ts';

const NAMES = ['Sitecast', 'socket.io'] as const;
type Name = (typeof NAMES)[number];
type Target = keyof Installation['targets'];

interface Contender {
  name: Name;
  server: Child;
  screens: Child;
  /** Milliseconds until the last screen had it, one entry a round. */
  times: Record<Target, number[]>;
}

/**
 * How long an overlay takes from the REST request to the last screen: Sitecast, which checks it and stores it with
 * its deliveries first, against socket.io, which only sends it. Rounds are interleaved.
 */
export async function push(args: string[]) {
  // A workspace may send 120 overlays a minute: two targets, with the round that warms up.
  const options = readNumbers(args, { screens: 500, rounds: 40 });
  console.log(
    `Overlay to 1 and to ${options.screens} screens, ${options.rounds} rounds, Node ${process.version}`,
  );
  const contenders: Contender[] = [];
  try {
    for (const name of NAMES) contenders.push(await start(name, options.screens));
    for (let round = 0; round <= options.rounds; round++) {
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        for (const target of ['one', 'all'] as const) {
          const { milliseconds } = await contender.screens.ask<PushAnswer>({
            do: 'push',
            target,
          } satisfies ScreensMessage);
          if (round > 0) contender.times[target].push(milliseconds);
        }
      }
    }
  } finally {
    await Promise.all(contenders.flatMap(({ server, screens }) => [screens.stop(), server.stop()]));
  }
  report(contenders, options.screens);
}

async function start(name: Name, count: number): Promise<Contender> {
  const server = startChild(new URL('./server.ts', import.meta.url), [name, String(count)]);
  const screens = startChild(new URL('./screens.ts', import.meta.url), [name]);
  const installation = await server.ask<Installation>({});
  await screens.ask({ do: 'connect', installation } satisfies ScreensMessage);
  return { name, server, screens, times: { one: [], all: [] } };
}

function report(contenders: Contender[], count: number) {
  const baseline = contenders.find(({ name }) => name === 'socket.io')!;
  const rows = (['one', 'all'] as const).flatMap((target) =>
    contenders.map(({ name, times }) => ({
      'until the last screen has it': `${name}, ${target === 'one' ? '1 screen' : `${count} screens`}`,
      median: `${median(times[target]).toFixed(1)} ms`,
      'from – to': `${Math.min(...times[target]).toFixed(1)} – ${Math.max(...times[target]).toFixed(1)}`,
      'against socket.io': `${median(times[target].map((time, round) => time / baseline.times[target][round]!)).toFixed(2)} ×`,
    })),
  );
  printTable(rows);
  console.log(`Goal: ${count} screens no slower than socket.io, storing included`);
}
