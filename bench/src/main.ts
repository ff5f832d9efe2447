import { fanOut } from './fan-out/fan-out.ts';
import { feed } from './feed/feed.ts';
import { history } from './history/history.ts';
import { login } from './login/login.ts';
import { portal } from './portal/portal.ts';
import { push } from './push/push.ts';
import { rest } from './rest/rest.ts';

interface Benchmark {
  /** One line: what is measured, and the baseline. */
  about: string;
  /** @param args the command line after the name */
  run: (args: string[]) => Promise<void>;
}

const benchmarks = new Map<string, Benchmark>([
  ['fan-out', { about: 'live feed: server CPU per delivered message, against raw ws', run: fanOut }],
  ['feed', { about: 'a meter’s frame to its viewers: server CPU per delivery, against raw ws', run: feed }],
  [
    'history',
    { about: 'a meter’s history: a year, a week, a day, against one plain statement', run: history },
  ],
  [
    'portal',
    { about: 'a client’s view of a location: server CPU per frame and memory, against raw ws', run: portal },
  ],
  ['push', { about: 'overlay to 1 and to 500 screens, stored and sent, against socket.io', run: push }],
  ['login', { about: 'live feed: delay during logins, against no logins', run: login }],
  [
    'rest',
    { about: 'REST API with a token: reads and overlays per second, against bare express', run: rest },
  ],
]);

const [name, ...args] = process.argv.slice(2);
const benchmark = name === undefined ? undefined : benchmarks.get(name);
if (benchmark) {
  await benchmark.run(args);
} else {
  if (name !== undefined) console.error(`Unknown benchmark "${name}".`);
  console.error('Usage: pnpm bench <name> [--option value …]\n');
  for (const [key, { about }] of benchmarks) console.error(`  ${key.padEnd(12)}${about}`);
  process.exitCode = 1;
}
