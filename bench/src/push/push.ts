import { type Child, startChild } from '../child.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { PushInstallation } from './installation.ts';
import type { PushAnswer, ScreensMessage } from './screens.ts';
import type { ContenderName } from './server.ts';

const NAMES: ContenderName[] = ['Sitecast', 'socket.io, storing', 'socket.io, sending only'];
/** Warm-up rounds, which don't count. */
const WARM_UP = 40;
type OverlayTarget = keyof PushInstallation['targets'];

interface PushContender {
  name: ContenderName;
  server: Child;
  screens: Child;
  /** Milliseconds until the last screen received it, one entry per round. */
  times: Record<OverlayTarget, number[]>;
}

/**
 * Measures the time from the REST request for an overlay to its arrival on the last screen: Sitecast, which validates and
 * stores it with its deliveries first, against socket.io storing the same with hand-written statements, and against
 * socket.io only sending it. Rounds are interleaved.
 */
export async function push(args: string[]) {
  const options = readNumbers(args, { screens: 500, rounds: 60 });
  console.log(
    `Overlay to 1 and to ${options.screens} screens, ${options.rounds} rounds, Node ${process.version}`,
  );
  const contenders: PushContender[] = [];
  try {
    for (const name of NAMES) contenders.push(await start(name, options.screens));
    for (let round = -WARM_UP; round < options.rounds; round++) {
      // The order rotates.
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

async function start(name: ContenderName, count: number): Promise<PushContender> {
  const server = startChild('push/server', [name, String(count)]);
  const screens = startChild('push/screens', [name]);
  const installation = await server.ask<PushInstallation>({});
  await screens.ask({ do: 'connect', installation } satisfies ScreensMessage);
  return { name, server, screens, times: { one: [], all: [] } };
}

function report(contenders: PushContender[], count: number) {
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
  console.log(`Target: ${count} screens no slower than socket.io doing the same`);
}
