import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@sitecast/db/testing';
import { startNl43Simulator } from '@sitecast/monitor/testing';
import { freePort, startNatsServer } from '@sitecast/realtime/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { startTwo } from '../../test/cluster.ts';
import { ask } from '../../test/http.ts';
import { type ServerProcess, startServerProcess } from '../../test/process.ts';
import { grows, type TestViewer, watch } from '../../test/viewer.ts';

const { TEST_DATABASE_URL, TEST_NATS_URL } = process.env;
/** Generous, for a busy machine. */
const PATIENCE = { timeout: 15_000, interval: 20 };

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startMeter() {
  const meter = await startNl43Simulator();
  cleanups.push(() => meter.close());
  return { meter, source: { kind: 'nl43' as const, host: '127.0.0.1', port: meter.port } };
}

async function view(url: string, bearer: string, unitId: string): Promise<TestViewer> {
  const viewer = await watch(url, bearer, unitId);
  cleanups.push(() => viewer[Symbol.asyncDispose]());
  return viewer;
}

/** Waits until each viewer has received this many more frames. */
async function seeMore(viewers: TestViewer[], count: number) {
  const before = viewers.map((viewer) => viewer.frames().length);
  const fewest = () => Math.min(...viewers.map((viewer, n) => viewer.frames().length - before[n]!));
  await expect.poll(fewest, { ...PATIENCE, timeout: 30_000 }).toBeGreaterThanOrEqual(count);
}

describe.skipIf(!TEST_DATABASE_URL || !TEST_NATS_URL)('meters on two servers', () => {
  async function start(overrides?: Parameters<typeof startTwo>[1], natsUrl = TEST_NATS_URL!) {
    const both = await startTwo(natsUrl, overrides);
    cleanups.push(() => both[Symbol.asyncDispose]());
    const workspace = await both.build.workspace();
    const { token } = await both.build.token({ workspace });
    return { ...both, workspace, token };
  }

  test('a meter has one connection for 1, 100 and 1,000 viewers on both', async () => {
    const { a, b, build, workspace, token } = await start({
      socketLimits: { perPrincipal: 5_000, perAddress: 5_000 },
    });
    const { meter, source } = await startMeter();
    const { id } = await build.unit({ workspace, source });
    const viewers: TestViewer[] = [];
    for (const count of [1, 100, 1_000]) {
      while (viewers.length < count) {
        const some = Math.min(50, count - viewers.length);
        const urls = Array.from({ length: some }, (_, n) => (n % 2 ? a.url : b.url));
        viewers.push(...(await Promise.all(urls.map((url) => view(url, token, id)))));
      }
      await seeMore(viewers, 3);
      expect(meter.stats.connections).toBe(1);
    }
    expect(viewers.every((viewer) => viewer.frames().length > 0 && grows(viewer.seqs()))).toBe(true);
    expect(meter.stats.tooEarly).toBe(0);
  }, 120_000);

  test('two servers share the meters, and one that shuts down hands its own over at once', async () => {
    const { a, b, build, workspace, database } = await start();
    const ids = await Promise.all(
      Array.from({ length: 11 }, async () => (await build.unit({ workspace })).id),
    );
    const counts = async () => {
      const rows = await database.db.unitLease.groupBy({
        by: ['holder'],
        where: { expiresAt: { gt: new Date() }, unitId: { in: ids } },
        _count: true,
      });
      return rows.map(({ _count }) => _count).sort();
    };
    await expect.poll(counts, { ...PATIENCE, timeout: 30_000 }).toEqual([5, 6]);
    const begun = performance.now();
    await a.close();
    await expect.poll(counts, PATIENCE).toEqual([11]);
    // Well before the leases would have expired.
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(b.app.db).toBeDefined();
  }, 60_000);

  test('during a bus outage, viewers on the polling server still get frames, and the others get them again afterwards', async () => {
    const port = await freePort();
    const nats = await startNatsServer(port);
    cleanups.push(() => nats.kill('SIGKILL'));
    const { a, b, build, workspace, token, database } = await start({}, `nats://127.0.0.1:${port}`);
    const { id: unitId } = await build.unit({ workspace, source: { kind: 'simulator', scene: 'site' } });
    const viewers = [await view(a.url, token, unitId), await view(b.url, token, unitId)];
    await seeMore(viewers, 2);

    nats.kill('SIGKILL');
    await expect.poll(() => nats.signalCode, PATIENCE).toBe('SIGKILL');
    const before = viewers.map((viewer) => viewer.frames().length);
    const most = () => Math.max(...viewers.map((viewer, n) => viewer.frames().length - before[n]!));
    await expect.poll(most, { ...PATIENCE, timeout: 30_000 }).toBeGreaterThan(3);

    const again = await startNatsServer(port);
    cleanups.push(() => again.kill('SIGKILL'));
    await seeMore(viewers, 3);
    for (const { seqs, socket } of viewers) {
      expect(grows(seqs())).toBe(true);
      expect(socket.ws.readyState).toBe(socket.ws.OPEN);
    }
    expect(await database.db.unitLease.count({ where: { unitId } })).toBe(1);
  }, 60_000);

  test('requests to one server reach a meter that the other polls', async () => {
    const { a, b, build, workspace, token: bearer } = await start();
    const { meter, source } = await startMeter();
    const { id } = await build.unit({ workspace, source });
    const { id: pushed } = await build.unit({ workspace });
    await expect.poll(() => meter.stats.commands.length, PATIENCE).toBeGreaterThan(0);
    const viewers = [await view(a.url, bearer, pushed), await view(b.url, bearer, pushed)];
    const accepted = [];
    for (let second = 1; second <= 4; second++) {
      const frames = [second - 1, second].map((n) => ({
        timestamp: new Date(Date.UTC(2026, 2, 1) + n * 1_000).toISOString(),
        lp: 50,
      }));
      const { url } = second % 2 ? a : b;
      const answer = await expect
        .poll(() => ask(url, `/api/units/${pushed}/frames`, { bearer, json: { frames } }), PATIENCE)
        .toMatchObject({ status: 200 });
      accepted.push(answer);
    }
    for (const viewer of viewers) {
      await expect.poll(() => viewer.frames().at(-1)?.timestamp, PATIENCE).toBe('2026-03-01T00:00:04.000Z');
      expect(grows(viewer.seqs())).toBe(true);
    }
    for (const { url } of [a, b]) {
      const recent = await ask(url, `/api/units/${pushed}/frames`, { bearer });
      expect((recent.json() as { frames: object[] }).frames).toHaveLength(5);
      for (const [path, measuring] of [
        ['stop', false],
        ['start', true],
      ] as const) {
        const answer = await ask(url, `/api/units/${id}/${path}`, { method: 'POST', bearer });
        expect(answer).toMatchObject({ status: 204 });
        expect(meter.isMeasuring).toBe(measuring);
      }
    }
    expect(meter.stats.connections).toBe(1);
  }, 60_000);
});

describe.skipIf(!TEST_DATABASE_URL || !TEST_NATS_URL)('meters on two processes', () => {
  async function start() {
    const database = await createTestDatabase({ kind: 'postgresql' });
    cleanups.push(() => database[Symbol.asyncDispose]());
    const env = {
      DATABASE_URL: database.url,
      NATS_URL: TEST_NATS_URL!,
      SECRET_KEY: `both know ${randomUUID()}`,
    };
    const processes = [await startServerProcess(env), await startServerProcess(env)];
    for (const one of processes) cleanups.push(() => one.end('SIGKILL'));
    const login = await ask(processes[0]!.url, '/auth/token', {
      json: { email: 'admin@example.com', password: 'plenty of sound meters' },
    });
    const { access_token: bearer } = login.json() as { access_token: string };
    return { processes, bearer, database };
  }

  async function createUnit(url: string, bearer: string, source: object): Promise<string> {
    const created = await ask(url, '/api/units', { bearer, json: { name: 'Meter', source } });
    return (created.json() as { id: string }).id;
  }

  type Started = Awaited<ReturnType<typeof start>>;

  /** The process that polls the meter, and the other one. */
  async function rolesOf({ processes, database }: Started, unitId: string) {
    const holder = async () =>
      (await database.db.unitLease.findUnique({ where: { unitId } }))?.holder.split(':')[1];
    const pid = await expect.poll(holder, PATIENCE).toBeDefined().then(holder);
    const isReader = (one: ServerProcess) => String(one.pid) === pid;
    return { reader: processes.find(isReader)!, other: processes.find((one) => !isReader(one))! };
  }

  test('when the process that polls a meter is killed, another takes over within 15 s and viewers see a gap', async () => {
    const started = await start();
    const { processes, bearer } = started;
    const { meter, source } = await startMeter();
    const id = await createUnit(processes[0]!.url, bearer, source);
    const { reader, other } = await rolesOf(started, id);
    const viewers = await Promise.all([1, 2, 3].map(() => view(other.url, bearer, id)));
    await seeMore(viewers, 3);
    const before = viewers[0]!.frames().length;

    const killed = performance.now();
    await reader.end('SIGKILL');
    await expect
      .poll(() => viewers[0]!.frames().length, { interval: 20, timeout: 30_000 })
      .toBeGreaterThan(before);
    expect(performance.now() - killed).toBeLessThan(15_000);

    await seeMore(viewers, 3);
    for (const viewer of viewers) {
      expect(viewer.socket.ws.readyState).toBe(viewer.socket.ws.OPEN);
      const seqs = viewer.seqs();
      expect(grows(seqs)).toBe(true);
      expect(seqs.at(-1)! - seqs[0]!).toBeGreaterThan(seqs.length);
    }
    expect(meter.stats).toMatchObject({ connections: 2, open: 1 });
  }, 180_000);

  test('a process that was suspended during a takeover publishes nothing more', async () => {
    const started = await start();
    const { processes, bearer } = started;
    const id = await createUnit(processes[0]!.url, bearer, { kind: 'simulator' });
    const { reader, other } = await rolesOf(started, id);
    const viewer = await view(other.url, bearer, id);
    const resumed = await view(reader.url, bearer, id);
    await seeMore([viewer, resumed], 2);
    process.kill(reader.pid, 'SIGSTOP');
    const last = viewer.seqs().at(-1)!;
    await expect
      .poll(() => viewer.seqs().at(-1)!, { interval: 20, timeout: 30_000 })
      .toBeGreaterThan(last + 1);
    process.kill(reader.pid, 'SIGCONT');
    await seeMore([viewer, resumed], 5);
    for (const { seqs } of [viewer, resumed]) expect(grows(seqs())).toBe(true);
    // Only one process polls: frame numbers are consecutive again, on both.
    const tail = viewer.seqs().slice(-3);
    expect(tail).toEqual([tail[0], tail[0]! + 1, tail[0]! + 2]);
    await expect.poll(() => resumed.seqs().includes(viewer.seqs().at(-1)!), PATIENCE).toBe(true);
  }, 180_000);
});
