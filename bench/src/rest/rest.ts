import { type Child, startChild } from '../child.ts';
import { readNumbers } from '../options.ts';
import { median, printTable } from '../statistics.ts';
import type { RestRound, RestRoundAnswer } from './clients.ts';
import type { CannedAnswers, ContenderName, RestInstallation, RestMessage } from './server.ts';

type RequestKind = RestRound['request'];
interface MeasuredRound extends RestRoundAnswer {
  /** Server CPU per request in ms, which does not depend on other load on the machine. */
  cpu: number;
}

interface RestContender {
  name: ContenderName;
  server: Child;
  installation: RestInstallation;
  rounds: Record<RequestKind, MeasuredRound[]>;
}

/**
 * Measures the requests per second of the REST API with a token: a list of 50 screens, and an overlay to one screen that
 * is stored with its delivery and audit entry; against a bare express route that sends the same JSON from memory.
 * Rounds are interleaved.
 */
export async function rest(args: string[]) {
  const { connections, seconds, rounds } = readNumbers(args, { connections: 16, seconds: 4, rounds: 3 });
  console.log(`${connections} connections, ${rounds} rounds of ${seconds} s, Node ${process.version}`);
  const clients = startChild('rest/clients', []);
  const contenders: RestContender[] = [];
  const measure = async ({ server, installation }: RestContender, request: RequestKind, length = seconds) => {
    const before = await server.ask<number>('cpu' satisfies RestMessage);
    const round: RestRound = { ...installation, request, connections, seconds: length };
    const answer = await clients.ask<RestRoundAnswer>(round);
    const used = (await server.ask<number>('cpu' satisfies RestMessage)) - before;
    return { ...answer, cpu: used / (answer.requestsPerSecond * length) };
  };
  try {
    const sitecast = await start('Sitecast', {});
    contenders.push(sitecast);
    const baseline = await start('express 5', await answersOf(sitecast.installation));
    contenders.push({ ...baseline, installation: { ...sitecast.installation, ...baseline.installation } });
    for (const request of ['read', 'post'] as const) {
      // Warm-up.
      for (const contender of contenders) await measure(contender, request, 2);
      for (let n = 0; n < rounds; n++)
        for (const contender of contenders) contender.rounds[request].push(await measure(contender, request));
    }
  } finally {
    await Promise.all([clients, ...contenders.map(({ server }) => server)].map((child) => child.stop()));
  }
  report(contenders);
}

async function start(name: ContenderName, answers: Partial<CannedAnswers>): Promise<RestContender> {
  const server = startChild('rest/server', [name]);
  return { name, server, installation: await server.ask(answers), rounds: { read: [], post: [] } };
}

async function answersOf({ url, token, overlay }: RestInstallation): Promise<CannedAnswers> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const devices = await fetch(`${url}/api/devices`, { headers });
  const shown = await fetch(`${url}/api/pip`, { method: 'POST', headers, body: JSON.stringify(overlay) });
  return { devices: await devices.json(), shown: await shown.json() };
}

function report(contenders: RestContender[]) {
  const [sitecast, baseline] = contenders;
  const names: Record<RequestKind, string> = { read: 'GET /api/devices', post: 'POST /api/pip' };
  const rows = (['read', 'post'] as const).flatMap((request) =>
    contenders.map(({ name, rounds: { [request]: answers } }) => ({
      '': `${names[request]}, ${name}`,
      'requests/s': median(answers.map(({ requestsPerSecond }) => requestsPerSecond)).toFixed(0),
      p99: `${median(answers.map(({ p99 }) => p99)).toFixed(0)} ms`,
      'CPU per request': `${median(answers.map(({ cpu }) => cpu)).toFixed(2)} ms`,
    })),
  );
  printTable(rows);
  for (const [request, goal] of [
    ['read', 0.4],
    ['post', 0.1],
  ] as const) {
    const [ours, theirs] = [sitecast!.rounds[request], baseline!.rounds[request]];
    const perSecond = median(ours.map((one, n) => one.requestsPerSecond / theirs[n]!.requestsPerSecond));
    const byCpu = median(ours.map((one, n) => theirs[n]!.cpu / one.cpu));
    console.log(
      `${names[request]}: ${perSecond.toFixed(2)} × express 5 (by CPU ${byCpu.toFixed(2)} ×); target: at least ${goal} ×`,
    );
  }
}
