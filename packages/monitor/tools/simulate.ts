import { parseArgs } from 'node:util';
import { type Fault, faults, startNl43Simulator } from '../src/nl43/simulator.ts';
import { Port, Scene } from '../src/source.ts';

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
    port: Number(values.port) === 0 ? 0 : Port.parse(Number(values.port)),
    scene: Scene.parse(values.scene),
    seed: readNumber('seed', values.seed),
    clockOffsetMinutes: readNumber('clock', values.clock),
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
  if (name in faults) return name as Fault;
  throw new Error(`There is no fault "${name}", but ${Object.keys(faults).join(', ')}`);
}

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number)) throw new Error(`--${name} must be a whole number`);
  return number;
}

function describe(chosen: Set<Fault>): string {
  return chosen.size === 0 ? '' : ` with ${[...chosen].join(', ')}`;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
