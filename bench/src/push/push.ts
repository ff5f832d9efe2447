import { type Child, startChild } from '../child.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { Installation } from './installation.ts';
import type { PushAnswer, ScreensMessage } from './screens.ts';
import type { ContenderName } from './server.ts';

const NAMES: ContenderName[] = ['Sitecast', 'socket.io, storing', 'socket.io, sending only'];
/** Rounds that don't count: a server that has run for a while is what people have. */
const WARM_UP = 40;
type Target = keyof Installation['targets'];

interface Contender {
  name: ContenderName;
  server: Child;
  screens: Child;
  /** Milliseconds until the last screen had it, one entry a round. */
  times: Record<Target, number[]>;
}

/**
 * How long an overlay takes from the REST request to the last screen: Sitecast, which checks it and stores it with
 * its deliveries first, against socket.io that stores the same by hand-written statements, and against socket.io that
 * only sends. Rounds are interleaved.
 */
export async function push(args: string[]) {
  const options = readNumbers(args, { screens: 500, rounds: 60 });
  console.log(
    `Overlay to 1 and to ${options.screens} screens, ${options.rounds} rounds, Node ${process.version}`,
  );
  const contenders: Contender[] = [];
  try {
    for (const name of NAMES) contenders.push(await start(name, options.screens));
    for (let round = -WARM_UP; round < options.rounds; round++) {
      // Whoever goes first changes.
      for (const contender of contenders.map(
        (_, n) => contenders[(n + round + WARM_UP) % contenders.length]!,
      )) {
        for (const target of ['one', 'all'] as const) {
          const { milliseconds } = await contender.screens.ask<PushAnswer>({
            do: 'push',
            target,
          } satisfies ScreensMessage);
          if (round >= 0) contender.times[target].push(milliseconds);
        }
      }
    }
  } finally {
    await Promise.all(contenders.flatMap(({ server, screens }) => [screens.stop(), server.stop()]));
  }
  report(contenders, options.screens);
}

async function start(name: ContenderName, count: number): Promise<Contender> {
  const server = startChild('push/server', [name, String(count)]);
  const screens = startChild('push/screens', [name]);
  const installation = await server.ask<Installation>({});
  await screens.ask({ do: 'connect', installation } satisfies ScreensMessage);
  return { name, server, screens, times: { one: [], all: [] } };
}

function report(contenders: Contender[], count: number) {
  const [, storing, sending] = contenders;
  const against = (times: number[], baseline: number[]) =>
    `${median(times.map((time, round) => time / baseline[round]!)).toFixed(2)} ×`;
  const rows = (['one', 'all'] as const).flatMap((target) =>
    contenders.map(({ name, times: { [target]: times } }) => ({
      'until the last screen has it': `${name}, ${target === 'one' ? '1 screen' : `${count} screens`}`,
      median: `${median(times).toFixed(1)} ms`,
      'from – to': `${Math.min(...times).toFixed(1)} – ${Math.max(...times).toFixed(1)}`,
      'against storing': against(times, storing!.times[target]),
      'against sending only': against(times, sending!.times[target]),
    })),
  );
  printTable(rows);
  console.log(`Goal: ${count} screens no slower than socket.io doing the same`);
}
