import { parseArgs } from 'node:util';
import { type Fault, faults } from '../src/nl43/faults.ts';
import { startNl43Simulator } from '../src/nl43/simulator.ts';
import { Scene } from '../src/source.ts';

const help = `Simulates a Rion NL-43 sound level meter that speaks its TCP protocol.

  pnpm --filter monitor simulate [options]

  --port <number>     Port to listen on; 0 for any free port (default 2255)
  --host <address>    Address to listen on (default 127.0.0.1)
  --scene <name>      ${Scene.options.join(', ')} (default site)
  --seed <number>     Seed for the simulated values (default 1)
  --clock <minutes>   UTC offset of the instrument's clock, such as 60 for Berlin in winter (default 0)
  --stopped           Start without measuring
  --fault <name>      Fault to simulate, repeatable; type a name while it runs to toggle it
  --help

Faults
${Object.entries(faults)
  .map(([name, what]) => `  ${name.padEnd(18)}${what}`)
  .join('\n')}
`;

async function main() {
  const { values } = readArguments();
  if (values.help) return console.log(help);
  const active = new Set((values.fault ?? []).flatMap((one) => one.split(',')).map(readFault));
  const simulator = await startNl43Simulator({
    host: values.host,
    port: readNumber('port', values.port, 0, 65_535),
    scene: readName('scene', values.scene, Scene.options),
    seed: readNumber('seed', values.seed, 0, 0xffff_ffff),
    clockOffsetMinutes: readNumber('clock', values.clock, -840, 840),
    measuring: !values.stopped,
    faults: [...active],
  });
  console.log(`NL-43 on ${values.host}:${simulator.port}. ${describe(active)} Press Ctrl+C to stop.`);

  process.stdin.on('data', async (chunk) => {
    for (const word of String(chunk).split(/\s+/).filter(Boolean)) {
      try {
        const fault = readFault(word);
        if (!active.delete(fault)) active.add(fault);
        await simulator.setFault(fault, active.has(fault));
        console.log(describe(active));
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
    // pnpm passes on the -- that ends its own options.
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
  if (found === undefined) throw new Error(`Unknown ${what} "${name}". Use one of ${known.join(', ')}`);
  return found;
}

function readNumber(name: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && number >= min && number <= max) return number;
  throw new Error(`--${name} must be an integer from ${min} to ${max}`);
}

function describe(active: Set<Fault>): string {
  return `Faults: ${[...active].join(', ') || 'none'}.`;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
