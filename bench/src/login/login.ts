import { startChild } from '../child.ts';
import { readNumbers } from '../options.ts';
import { median, printTable, quantile } from '../statistics.ts';
import type { LoginClientsMessage, LoginRound } from './clients.ts';
import type { LoginInstallation } from './server.ts';

/**
 * Measures the delay of a live feed while people log in, against the same feed without logins. Hashing passwords is the
 * server's most expensive operation and must not delay viewers. Rounds are interleaved.
 */
export async function login(args: string[]) {
  const options = readNumbers(args, { logins: 20, seconds: 10, subscribers: 50, rounds: 2 });
  console.log(
    `${options.logins} logins per second for ${options.seconds} s during a live feed with ` +
      `${options.subscribers} subscribers, ${options.rounds} rounds, Node ${process.version}`,
  );
  const server = startChild('login/server', []);
  const clients = startChild('login/clients', []);
  const rounds: Record<'quiet' | 'busy', LoginRound[]> = { quiet: [], busy: [] };
  try {
    const installation = await server.ask<LoginInstallation>({});
    const { subscribers, seconds } = options;
    await clients.ask({ do: 'connect', installation, subscribers } satisfies LoginClientsMessage);
    const round = (loginsPerSecond: number, length = seconds) =>
      clients.ask<LoginRound>({
        do: 'round',
        seconds: length,
        loginsPerSecond,
      } satisfies LoginClientsMessage);
    // Warm-up.
    await round(options.logins, 2);
    for (let n = 0; n < options.rounds; n++) {
      rounds.quiet.push(await round(0));
      rounds.busy.push(await round(options.logins));
    }
  } finally {
    await Promise.all([clients.stop(), server.stop()]);
  }
  report(rounds);
}

function report({ quiet, busy }: Record<'quiet' | 'busy', LoginRound[]>) {
  const p99 = (rounds: LoginRound[]) => rounds.map(({ delays }) => quantile(delays, 0.99));
  const [before, during] = [p99(quiet), p99(busy)];
  const ratio = median(during.map((value, round) => value / before[round]!));
  const row = (name: string, times: number[], against: string) => ({
    '': name,
    median: `${median(times).toFixed(1)} ms`,
    p99: `${quantile(times, 0.99).toFixed(1)} ms`,
    slowest: `${quantile(times, 1).toFixed(1)} ms`,
    'p99 against no logins': against,
  });
  printTable([
    row(
      'feed, no logins',
      quiet.flatMap(({ delays }) => delays),
      '1.00 ×',
    ),
    row(
      'feed, during logins',
      busy.flatMap(({ delays }) => delays),
      `${ratio.toFixed(2)} ×`,
    ),
    row(
      'a login',
      busy.flatMap(({ logins }) => logins),
      '',
    ),
  ]);
}
