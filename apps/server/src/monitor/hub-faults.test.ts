import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBuilders } from '@sitecast/api/testing';
import { createTestDatabase, startDatabaseOutage } from '@sitecast/db/testing';
import type { Frame } from '@sitecast/monitor';
import { meterFrame } from '@sitecast/monitor/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { testFrame } from '../../test/frame.ts';
import { ask } from '../../test/http.ts';
import { createTestLog } from '../../test/log.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { openSocket } from '../../test/socket.ts';
import { grows, type TestViewer, watch } from '../../test/viewer.ts';

/** Generous, for a busy machine. */
const PATIENCE = { timeout: 20_000, interval: 20 };

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A server with one push meter at a location, and a token with full access. */
async function start(
  config: Parameters<typeof startTestServer>[0] = {},
  overrides: Parameters<typeof startTestServer>[1] = {},
) {
  const server = await startTestServer(config, overrides);
  cleanups.push(() => server[Symbol.asyncDispose]());
  const build = createBuilders(server.app);
  const workspace = await build.workspace();
  const { token: bearer } = await build.token({ workspace });
  const location = await build.location({ workspace, name: 'Gate' });
  const unit = await build.unit({ at: location });
  return { server, build, workspace, location, unitId: unit.id, bearer };
}

async function view(server: TestServer, bearer: string, unitId: string): Promise<TestViewer> {
  const viewer = await watch(server.url, bearer, unitId);
  cleanups.push(() => viewer[Symbol.asyncDispose]());
  return viewer;
}

test('an alert shows an overlay on the screen, and clears it when it ends', async () => {
  const { server, build, workspace, location, unitId, bearer } = await start();
  const call = (path: string, json: object) => ask(server.url, path, { bearer, json });
  const device = await build.device({ workspace });
  const template = await call('/api/pip/templates', {
    name: 'Loud',
    payload: { type: 'web', uri: 'https://example.com', title: '{location}: {value}', slot: 'alert' },
  });
  const rule = await call('/api/alert-rules', {
    name: 'Loud',
    location_id: location.id,
    condition: { kind: 'level', metric: 'lp', threshold: 70, for_seconds: 2 },
    actions: [{ kind: 'overlay', target_ids: [device.id], template_id: template.json().id }],
  });
  expect(rule).toMatchObject({ status: 201 });
  const params = { deviceId: device.id, secret: device.secret };
  await using screen = await openSocket(server.url, '/device', { params });
  expect(await screen.subscribe('device.messages')).toMatchObject({ overlays: [] });

  const begun = Date.now() - 60_000;
  const push = async (second: number, lp: number) => {
    const frame = { timestamp: new Date(begun + second * 1_000).toISOString(), lp };
    expect(await call(`/api/units/${unitId}/frames`, { frames: [frame] })).toMatchObject({ status: 200 });
  };
  for (const second of [1, 2, 3]) await push(second, 75 + second);
  const shown = await screen.find(({ result }) => eventOf(result?.data) === 'device:pip-show');
  const { pip_id: pipId } = shown.result!.data as { pip_id: string };
  expect(shown.result?.data).toMatchObject({ title: 'Gate: 78.0', slot: 'alert' });
  const list = async () => (await ask(server.url, '/api/alerts', { bearer })).json().items;
  expect(await list()).toMatchObject([{ open: true, rule_name: 'Loud', value: 78 }]);

  await push(4, 69);
  await push(5, 67);
  const cleared = await screen.find(({ result }) => eventOf(result?.data) === 'device:pip-clear');
  expect(cleared.result?.data).toMatchObject({
    pip_id: pipId,
  });
  expect(await list()).toMatchObject([{ open: false, peak: 78, cleared_at: expect.any(String) }]);
});

function eventOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'event' in data ? data.event : undefined;
}

test('readings that an SLMM server stored while no process polled its meter are imported once', async () => {
  const at = (minutesAgo: number) => Date.now() - minutesAgo * 60_000;
  const stored = [30, 20, 10, 9].map((minutesAgo) => ({
    timestamp: new Date(at(minutesAgo)).toISOString(),
    lp: String(40 + minutesAgo),
  }));
  const asked: string[] = [];
  const slmm = createServer((request, response) => {
    asked.push(request.url ?? '');
    const status = { data: { lp: '50.0', last_seen: new Date().toISOString(), is_reachable: true } };
    response.end(JSON.stringify(request.url?.includes('/history') ? { data: stored } : status));
  });
  await new Promise<void>((resolve) => slmm.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => slmm.close());
  const { server, build, workspace, bearer } = await start();
  const { port } = slmm.address() as AddressInfo;
  const source = { kind: 'slmm' as const, server: `127.0.0.1:${port}`, unit: 'nl43-1' };
  const { id: unitId } = await build.unit({ workspace, source });
  const lastFrame = testFrame(unitId, 1, { timestamp: new Date(at(25)).toISOString() });
  await server.app.db.unitStatus.create({ data: { unitId, lastFrame, updatedAt: new Date() } });

  const { dataDir } = server;
  const log = async () => (await ask(server.url, `/api/units/${unitId}/log`, { bearer })).text;
  await expect.poll(log, PATIENCE).toContain('Minutes recovered from the SLMM server: 3');
  await server.close();
  const again = await startTestServer({ dataDir });
  cleanups.push(() => again[Symbol.asyncDispose]());
  const of = {
    where: { unitId, minute: { lt: Math.floor(at(5) / 60_000) } },
    orderBy: { minute: 'asc' },
  } as const;
  const readings = await again.app.db.reading.findMany(of);
  expect(readings.map(({ leq, samples }) => ({ leq, samples }))).toEqual([
    { leq: 60, samples: 1 },
    { leq: 50, samples: 1 },
    { leq: 49, samples: 1 },
  ]);
  expect(asked.filter((url) => url.endsWith('/history?hours=1'))).toHaveLength(1);
});

/** Duration of the run with stalled viewers. A longer one detects slower leaks. */
const SLOW_SECONDS = Number(process.env.TEST_SLOW_VIEWERS_SECONDS ?? 6);

test(
  'viewers that stop reading at 100 frames a second neither use memory nor delay others',
  async () => {
    // Stalled viewers don't answer pings, so they would be disconnected during the test.
    const { server, unitId, bearer } = await start({}, { socketLimits: { pingEvery: 600_000 } });
    const rawPayload = 'x'.repeat(1_900);
    const sentAt = new Map<string, number>();
    let delays: number[] = [];
    let sent = 0;
    const push = () => {
      const timestamp = new Date(Date.UTC(2026, 2, 1) + sent++ * 10).toISOString();
      sentAt.set(timestamp, performance.now());
      return server.app.meters.push(unitId, [meterFrame(timestamp, { lp: sent % 100, rawPayload })]);
    };
    await expect.poll(() => isDone(push()), PATIENCE).toBe(true);
    const good = await view(server, bearer, unitId);
    good.socket.ws.on('message', () => {
      const { timestamp } = good.frames().at(-1)!;
      good.socket.messages.length = 0;
      const since = sentAt.get(timestamp);
      if (since === undefined) return;
      delays.push(performance.now() - since);
      sentAt.delete(timestamp);
    });

    /** Returns the memory in use at the start and end, in MB, and the 99th percentile of the delay to `good`, in ms. */
    async function run(seconds: number) {
      delays = [];
      const used: number[] = [];
      const begun = performance.now();
      for (let n = 0; n < seconds * 100; n++) {
        await push();
        if (n % 10 === 0) used.push(memoryInUse());
        const early = begun + n * 10 - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      }
      const quarter = Math.ceil(used.length / 4);
      delays.sort((a, b) => a - b);
      return {
        first: Math.min(...used.slice(0, quarter)),
        last: Math.min(...used.slice(-quarter)),
        p99: delays[Math.floor(delays.length * 0.99)]!,
        count: delays.length,
      };
    }

    const alone = await run(2);
    const stalled = await Promise.all(Array.from({ length: 20 }, () => view(server, bearer, unitId)));
    for (const { socket } of stalled) socket.ws.pause();
    const together = await run(SLOW_SECONDS);
    if (process.env.TEST_SLOW_VIEWERS_SECONDS)
      process.stderr.write(`${JSON.stringify({ seconds: SLOW_SECONDS, alone, together })}\n`);
    expect(together.last - together.first).toBeLessThan(40);
    // Far above what an idle machine takes, and far below what a queue would cause.
    expect(together.p99).toBeLessThan(alone.p99 + 500);
    expect(together.count).toBeGreaterThan(SLOW_SECONDS * 90);
    for (const { socket } of stalled) socket.ws.resume();
    const newest = new Date(Date.UTC(2026, 2, 1) + (sent - 1) * 10).toISOString();
    for (const viewer of stalled)
      await expect.poll(() => viewer.frames().at(-1)?.timestamp, PATIENCE).toBe(newest);
  },
  60_000 + SLOW_SECONDS * 2_000,
);

function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

/** In MB. */
function memoryInUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

describe.skipIf(!process.env.TEST_DATABASE_URL)('during a database outage', () => {
  async function startOnPostgresql(hubTimings: Parameters<typeof startTestServer>[1] = {}) {
    const database = await createTestDatabase({ kind: 'postgresql' });
    cleanups.push(() => database[Symbol.asyncDispose]());
    const setting = await start({ databaseUrl: database.url, logLevel: 'fatal' }, hubTimings);
    return { ...setting, db: database.db, startOutage: () => startDatabaseOutage(database.url) };
  }

  test('shorter than a lease, viewers still get frames and no minute is lost', async () => {
    const { server, db, unitId, bearer, startOutage } = await startOnPostgresql();
    const begun = Math.floor(Date.now() / 60_000) * 60_000 - 600_000;
    const push = (second: number) =>
      server.app.meters.push(unitId, [
        meterFrame(new Date(begun + second * 1_000).toISOString(), { lp: 50 }),
      ]);
    await expect.poll(() => isDone(push(0)), PATIENCE).toBe(true);
    const viewer = await view(server, bearer, unitId);
    const seen = () => viewer.frames().at(-1)?.timestamp;

    const endOutage = await startOutage();
    for (let second = 1; second <= 300; second++) await push(second);
    await expect.poll(seen, PATIENCE).toBe(new Date(begun + 300_000).toISOString());
    await endOutage();

    await push(301);
    await expect.poll(seen, PATIENCE).toBe(new Date(begun + 301_000).toISOString());
    expect(grows(viewer.seqs())).toBe(true);
    await server.close();
    const minutes = await db.reading.findMany({ where: { unitId }, orderBy: { minute: 'asc' } });
    expect(minutes.map(({ samples }) => samples)).toEqual([60, 60, 60, 60, 60, 2]);
  }, 60_000);

  test.each([
    ['shorter', false, 30_000],
    ['longer', true, 3_000],
  ])(
    '%s than a lease, an alert that starts and ends is sent afterwards, and the log is not flooded',
    async (_, isLonger, leaseMs) => {
      const { log, lines } = createTestLog();
      const { server, unitId, location, bearer, startOutage } = await startOnPostgresql({
        log,
        hubTimings: { leaseMs, renewEveryMs: 200, scanEveryMs: 200, keepFramesEveryMs: 200 },
      });
      const received: { event: string; alert: { onset_at: string; cleared_at: string | null } }[] = [];
      const receiver = createServer(async (req, res) => {
        let body = '';
        for await (const part of req) body += part;
        received.push(JSON.parse(body));
        res.end();
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
      cleanups.push(() => receiver.close());
      const { port } = receiver.address() as AddressInfo;
      const rule = await ask(server.url, '/api/alert-rules', {
        bearer,
        json: {
          name: 'Loud',
          location_id: location.id,
          condition: { kind: 'level', metric: 'lp', threshold: 70 },
          actions: [{ kind: 'webhook', url: `http://127.0.0.1:${port}/` }],
        },
      });
      expect(rule).toMatchObject({ status: 201 });
      const begun = Date.now() - 600_000;
      const at = (second: number) => new Date(begun + second * 1_000).toISOString();
      const push = (second: number, lp: number) =>
        server.app.meters.push(unitId, [meterFrame(at(second), { lp })]);
      await expect.poll(() => isDone(push(0, 50)), PATIENCE).toBe(true);
      await server.app.alerts.settled();

      const endOutage = await startOutage();
      for (let second = 1; second <= 30; second++) {
        await push(second, second > 10 && second <= 20 ? 80 : 50);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      // No process may poll it, since none can renew the lease.
      if (isLonger) await expect.poll(() => isDone(push(31, 50)), PATIENCE).toBe(false);
      await endOutage();

      await expect.poll(() => received.length, PATIENCE).toBe(2);
      expect(received).toMatchObject([
        { event: 'alert.onset', alert: { onset_at: at(11) } },
        { event: 'alert.clear', alert: { onset_at: at(11), cleared_at: at(21) } },
      ]);
      await expect.poll(() => lines.at(-1)?.msg, PATIENCE).toContain('works again');
      const failures = lines.filter(({ msg }) => msg.includes('fails')).map(({ msg }) => msg);
      expect(new Set(failures).size).toBe(failures.length);
      expect(failures).toContain('writing alerts fails: told once until it works again');
    },
    60_000,
  );

  test('longer than a lease, viewers see stale values, and everything recovers afterwards', async () => {
    const { server, unitId, bearer, startOutage } = await startOnPostgresql({
      hubTimings: {
        leaseMs: 1_500,
        renewEveryMs: 300,
        scanEveryMs: 300,
        demandEveryMs: 200,
        silenceMs: 1_000,
      },
    });
    let second = 0;
    const push = () =>
      server.app.meters.push(unitId, [
        meterFrame(new Date(Date.now() - 600_000 + ++second * 1_000).toISOString(), { lp: 50 }),
      ]);
    const isTaken = () => isDone(push());
    await expect.poll(isTaken, PATIENCE).toBe(true);
    const viewer = await view(server, bearer, unitId);
    const newest = (): Frame | undefined => viewer.frames().at(-1);

    const endOutage = await startOutage();
    await expect.poll(isTaken, PATIENCE).toBe(false);
    await expect.poll(() => newest()?.feedStatus, PATIENCE).toBe('stale');
    const { length } = viewer.frames();

    await endOutage();
    await expect.poll(isTaken, PATIENCE).toBe(true);
    await expect.poll(() => newest()?.feedStatus, PATIENCE).toBe('ok');
    expect(viewer.frames().length).toBeGreaterThan(length);
    expect(viewer.socket.ws.readyState).toBe(viewer.socket.ws.OPEN);
  }, 60_000);
});
