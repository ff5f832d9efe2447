import { parseArgs } from 'node:util';
import { type Fault, faults } from '../src/nl43/faults.ts';
import { startNl43Simulator } from '../src/nl43/simulator.ts';
import { Scene } from '../src/source.ts';

const help = `Simulates a Rion NL-43 sound level meter that speaks its TCP protocol.

  pnpm --filter monitor simulate [options]

  --port <number>     2255 unless said otherwise; 0 takes any that is free
  --host <address>    127.0.0.1 unless said otherwise, which only this machine reaches
  --scene <name>      ${Scene.options.join(', ')}; site unless said otherwise
  --seed <number>     another number, another site
  --clock <minutes>   what the instrument's clock is ahead of UTC by: 60 in Berlin in winter
  --stopped           begins without measuring
  --fault <name>      one or more of those below; while it runs, a line "<name>" switches it on or off
  --help

Faults
${Object.entries(faults)
  .map(([name, what]) => `  ${name.padEnd(18)}${what}`)
  .join('\n')}
`;

async function main() {
  const { values } = readArguments();
  if (values.help) return console.log(help);
  const chosen = new Set((values.fault ?? []).flatMap((one) => one.split(',')).map(readFault));
  const simulator = await startNl43Simulator({
    host: values.host,
    port: readNumber('port', values.port, 0, 65_535),
    scene: readName('scene', values.scene, Scene.options),
    seed: readNumber('seed', values.seed, 0, 0xffff_ffff),
    clockOffsetMinutes: readNumber('clock', values.clock, -840, 840),
    measuring: !values.stopped,
    faults: [...chosen],
  });
  console.log(`An NL-43 at ${values.host}:${simulator.port}${describe(chosen)}. Ctrl+C ends it.`);

  process.stdin.on('data', async (chunk) => {
    for (const word of String(chunk).split(/\s+/).filter(Boolean)) {
      try {
        const fault = readFault(word);
        if (!chosen.delete(fault)) chosen.add(fault);
        await simulator.setFault(fault, chosen.has(fault));
        console.log(`Now${describe(chosen) || ' without a fault'}.`);
      } catch (error) {
        console.error((error as Error).message);
      }
    }
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await simulator.close();
      process.exit(0);
    });
  }
}

function readArguments() {
  return parseArgs({
    // pnpm hands over the -- with which its own options end.
    args: process.argv.slice(2).filter((one) => one !== '--'),
    options: {
      port: { type: 'string', default: '2255' },
      host: { type: 'string', default: '127.0.0.1' },
      scene: { type: 'string', default: 'site' },
      seed: { type: 'string', default: '1' },
      clock: { type: 'string', default: '0' },
      stopped: { type: 'boolean', default: false },
      fault: { type: 'string', multiple: true },
      help: { type: 'boolean', default: false },
    },
  });
}

function readFault(name: string): Fault {
  return readName('fault', name, Object.keys(faults) as Fault[]);
}

function readName<T extends string>(what: string, name: string, known: T[]): T {
  const found = known.find((one) => one === name);
  if (found === undefined) throw new Error(`There is no ${what} "${name}", but ${known.join(', ')}`);
  return found;
}

function readNumber(name: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && number >= min && number <= max) return number;
  throw new Error(`--${name} must be a whole number from ${min} to ${max}`);
}

function describe(chosen: Set<Fault>): string {
  return chosen.size === 0 ? '' : ` with ${[...chosen].join(', ')}`;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
