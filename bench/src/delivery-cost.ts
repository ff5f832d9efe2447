import type { Child } from './child.ts';
import { median, printTable } from './statistics.ts';

/** Messages to a server: `start` and `end` a round, whose CPU time `end` returns; `publish` sends a frame to every subscriber. */
export type RoundMessage = { do: 'start' } | { do: 'publish' } | { do: 'end' };
/** User and system time of this process since `start`, in µs. */
export type EndAnswer = { cpuMicroseconds: number };
/** Message to the clients' process: answered when every client has received one more frame. */
export type ReceivedMessage = { do: 'received' };

export interface Contender<Name extends string> {
  name: Name;
  server: Child;
  clients: Child;
  /** Server CPU per delivered message, in µs, one entry per round. */
  costs: number[];
}

export interface Rounds {
  rounds: number;
  /** Per round. */
  frames: number;
  subscribers: number;
}

/** Until V8 has optimised the hot code, as in a long-running server. */
const WARM_UP_ROUNDS = 6;

/**
 * Measures the servers' cost per delivered message. Each server and each set of clients is a separate process. Rounds are
 * interleaved, so that load on the machine affects all alike.
 */
export async function compareCosts<Name extends string>(contenders: Contender<Name>[], options: Rounds) {
  for (let round = -WARM_UP_ROUNDS; round < options.rounds; round++) {
    // The order rotates.
    const order = contenders.map(
      (_, index) => contenders[(index + round + WARM_UP_ROUNDS) % contenders.length]!,
    );
    for (const contender of order) {
      const cost = await measure(contender, options);
      if (round >= 0) contender.costs.push(cost);
    }
  }
}

/** Measures the servers' cost per frame without subscribers. */
export async function compareUnwatched(
  contenders: { server: Child; unwatched: number[] }[],
  { rounds, frames, units }: { rounds: number; frames: number; units: number },
) {
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const { server, unwatched } of contenders) {
      await server.ask({ do: 'start' } satisfies RoundMessage);
      for (let frame = 0; frame < frames; frame++) await server.ask({ do: 'publish' } satisfies RoundMessage);
      const { cpuMicroseconds } = await server.ask<EndAnswer>({ do: 'end' } satisfies RoundMessage);
      if (round >= 0) unwatched.push(cpuMicroseconds / (frames * units));
    }
  }
}

/** One round: each frame is published once all clients have received the previous one. */
async function measure<Name extends string>({ server, clients }: Contender<Name>, options: Rounds) {
  await server.ask({ do: 'start' } satisfies RoundMessage);
  for (let frame = 0; frame < options.frames; frame++) {
    const received = clients.ask({ do: 'received' } satisfies ReceivedMessage);
    await server.ask({ do: 'publish' } satisfies RoundMessage);
    await received;
  }
  const { cpuMicroseconds } = await server.ask<EndAnswer>({ do: 'end' } satisfies RoundMessage);
  return cpuMicroseconds / (options.frames * options.subscribers);
}

/** Returns a handler for `start` and `end` that measures the CPU time in between. */
export function countCpu() {
  let cpu = process.cpuUsage();
  return (message: { do: string }): EndAnswer | undefined => {
    if (message.do === 'start') cpu = process.cpuUsage();
    if (message.do !== 'end') return undefined;
    const { user, system } = process.cpuUsage(cpu);
    return { cpuMicroseconds: user + system };
  };
}

/** @param baseline the contender that the others are compared with, round by round */
export function reportCosts<Name extends string>(contenders: Contender<Name>[], baseline: Name) {
  const base = contenders.find(({ name }) => name === baseline)?.costs ?? [];
  const ratio = ({ costs }: Contender<Name>) => median(costs.map((cost, round) => cost / base[round]!));
  printTable(
    contenders.map((contender) => ({
      'server CPU per delivered message': contender.name,
      median: `${median(contender.costs).toFixed(1)} µs`,
      'from – to': `${Math.min(...contender.costs).toFixed(1)} – ${Math.max(...contender.costs).toFixed(1)}`,
      [`against ${baseline}`]: `${ratio(contender).toFixed(2)} ×`,
    })),
  );
}
