import type { Child } from './child.ts';
import { median, printTable } from './statistics.ts';

/** What a server answers to. `start`, `end`: of a round, whose CPU time `end` tells. `publish`: one frame to every subscriber. */
export type RoundMessage = { do: 'start' } | { do: 'publish' } | { do: 'end' };
/** User and system time of this process since `start`, in µs. */
export type EndAnswer = { cpuMicroseconds: number };
/** What a crowd of clients answers to: `received` when every one has one frame more. */
export type ReceivedMessage = { do: 'received' };

export interface Contender<Name extends string> {
  name: Name;
  server: Child;
  clients: Child;
  /** Server CPU for each delivered message, in µs, one entry a round. */
  costs: number[];
}

export interface Rounds {
  rounds: number;
  /** A round's. */
  frames: number;
  subscribers: number;
}

/** Until V8 has compiled what runs all the time: a server runs for months. */
const WARM_UP_ROUNDS = 6;

/**
 * What one delivered message costs the servers. Each server and each crowd of clients is a process of its own; rounds
 * are interleaved, so that a busy moment of the machine hits all alike.
 */
export async function compareCosts<Name extends string>(contenders: Contender<Name>[], options: Rounds) {
  for (let round = -WARM_UP_ROUNDS; round < options.rounds; round++) {
    // Whoever goes first changes.
    const order = contenders.map(
      (_, index) => contenders[(index + round + WARM_UP_ROUNDS) % contenders.length]!,
    );
    for (const contender of order) {
      const cost = await measure(contender, options);
      if (round >= 0) contender.costs.push(cost);
    }
  }
}

/** What each frame costs the servers that nobody is connected to yet. */
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

/** One round: the next frame is published when everyone has the one before. */
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

/** Answers `start` and `end`. */
export function countCpu() {
  let cpu = process.cpuUsage();
  return (message: { do: string }): EndAnswer | undefined => {
    if (message.do === 'start') cpu = process.cpuUsage();
    if (message.do !== 'end') return undefined;
    const { user, system } = process.cpuUsage(cpu);
    return { cpuMicroseconds: user + system };
  };
}

/** @param baseline what the others are compared with, round by round */
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
