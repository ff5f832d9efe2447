import { createBuilders } from '@sitecast/api/testing';
import type { Frame } from '@sitecast/monitor';
import { meterFrame, startNl43Simulator } from '@sitecast/monitor/testing';
import { topics } from '@sitecast/realtime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { grows, type TestViewer, watch } from '../../test/viewer.ts';

/** Generous, for a busy machine. */
const PATIENCE = { timeout: 15_000, interval: 20 };

const cleanups: (() => unknown)[] = [];
let server: TestServer;
let build: ReturnType<typeof createBuilders>;
let workspace: { id: string };
let bearer: string;
beforeEach(async () => {
  server = await startTestServer(
    {},
    {
      hubTimings: { demandEveryMs: 200, demandLastsMs: 1_000 },
      // Stalled viewers don't answer pings, so they would be disconnected during the test.
      socketLimits: { pingEvery: 600_000 },
    },
  );
  cleanups.push(() => server[Symbol.asyncDispose]());
  build = createBuilders(server.app);
  workspace = await build.workspace();
  bearer = (await build.token({ workspace })).token;
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startMeter() {
  const meter = await startNl43Simulator();
  cleanups.push(() => meter.close());
  return { meter, source: { kind: 'nl43', host: '127.0.0.1', port: meter.port } };
}

async function call(method: string, path: string, json?: object) {
  return ask(server.url, path, { method, bearer, json });
}

/** Creates a meter through the API, and returns its ID. */
async function createUnit(source: object, more: object = {}): Promise<string> {
  const created = await call('POST', '/api/units', { name: 'Meter', source, ...more });
  return (created.json() as { id: string }).id;
}

async function view(unitId: string): Promise<TestViewer> {
  const viewer = await watch(server.url, bearer, unitId);
  cleanups.push(() => viewer[Symbol.asyncDispose]());
  return viewer;
}

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 12) + second * 1_000).toISOString();

test('the first viewer gets a value at once and then about one a second, over one connection', async () => {
  const { meter, source } = await startMeter();
  const reads = () => meter.stats.commands.filter((command) => command === 'DOD?').length;
  const id = await createUnit(source);
  await expect.poll(() => meter.stats.commands.length, PATIENCE).toBeGreaterThan(3);
  expect(reads()).toBe(1);

  const begun = Date.now();
  const viewer = await view(id);
  expect(viewer.first).toMatchObject({ unitId: id, feedStatus: 'ok', lp: expect.any(Number) });
  // A known value, without waiting for the instrument.
  expect(Date.parse(viewer.first!.timestamp)).toBeLessThan(begun);
  await expect.poll(() => viewer.frames().length, PATIENCE).toBeGreaterThan(5);
  const frames = viewer.frames();
  const times = frames.slice(1).map(({ timestamp }) => Date.parse(timestamp));
  const average = (times.at(-1)! - times[0]!) / (times.length - 1);
  expect(average).toBeGreaterThan(800);
  expect(average).toBeLessThan(5_000);
  expect(viewer.seqs()).toEqual(frames.map((_, n) => frames[0]!.seq + n));
  expect(meter.stats.connections).toBe(1);
});

test('when the last viewer has left, the meter is polled at the slow pace again', async () => {
  const id = await createUnit({ kind: 'simulator' }, { slow_pace_sec: 10 });
  const receivedAt: number[] = [];
  await server.app.bus.subscribe(topics.unitFrames(id), (frame) => {
    if (!(frame as Frame).heartbeat) receivedAt.push(performance.now());
  });
  const viewer = await view(id);
  await expect.poll(() => viewer.frames().length, PATIENCE).toBeGreaterThan(3);
  await viewer[Symbol.asyncDispose]();
  const pauses = () => receivedAt.slice(1).map((time, n) => time - receivedAt[n]!);
  await expect.poll(() => Math.max(...pauses()), { ...PATIENCE, timeout: 18_000 }).toBeGreaterThan(8_000);
});

test('a change of source is applied at once, and viewers stay connected', async () => {
  const first = await startMeter();
  const second = await startMeter();
  const id = await createUnit(first.source);
  const viewer = await view(id);
  await expect.poll(() => viewer.frames().length, PATIENCE).toBeGreaterThan(1);
  await call('PATCH', `/api/units/${id}`, { source: second.source });
  await expect.poll(() => second.meter.stats.open, PATIENCE).toBe(1);
  await expect.poll(() => first.meter.stats.open, PATIENCE).toBe(0);
  const seen = viewer.frames().length;
  await expect.poll(() => viewer.frames().length, PATIENCE).toBeGreaterThan(seen + 1);
  expect(grows(viewer.seqs())).toBe(true);
});

test('a removed meter is disconnected, and the subscriptions of its viewers end', async () => {
  const { meter, source } = await startMeter();
  const id = await createUnit(source);
  const viewer = await view(id);
  await expect.poll(() => meter.stats.open, PATIENCE).toBe(1);
  await call('DELETE', `/api/units/${id}`);
  await viewer.socket.find(({ result }) => result?.type === 'stopped');
  await expect.poll(() => meter.stats.open, PATIENCE).toBe(0);
});

test('a meter of another workspace is not found', async () => {
  const stranger = await build.token();
  const id = await createUnit({ kind: 'simulator' });
  await expect(watch(server.url, stranger.token, id)).rejects.toThrow('NOT_FOUND');
});

test('pushed frames arrive in order, each once, and become minutes', async () => {
  const id = await createUnit({ kind: 'push' });
  const viewer = await view(id);
  const push = (...seconds: number[]) =>
    call('POST', `/api/units/${id}/frames`, {
      frames: seconds.map((second) => ({ timestamp: at(second), lp: 50 + second / 10 })),
    });
  expect((await push(3, 1, 2)).json()).toEqual({ accepted: 3, ignored: 0 });
  expect((await push(2, 3, 4)).json()).toEqual({ accepted: 1, ignored: 2 });
  await expect.poll(() => viewer.frames().at(-1)?.timestamp, PATIENCE).toBe(at(4));
  expect(grows(viewer.seqs())).toBe(true);
  expect((await push(61)).json()).toEqual({ accepted: 1, ignored: 0 });

  const recent = (await call('GET', `/api/units/${id}/frames`)).json() as { frames: Frame[] };
  expect(recent.frames.map(({ timestamp }) => timestamp)).toEqual([1, 2, 3, 4, 61].map(at));

  // After a restart, the parts of a minute are combined.
  const { db } = server.app;
  const { dataDir, url } = server;
  await server.close();
  server = await startTestServer({ dataDir });
  expect(url).not.toBe(server.url);
  expect((await push(4, 62)).json()).toEqual({ accepted: 1, ignored: 1 });
  await server.close();
  server = await startTestServer({ dataDir });
  const minutes = await server.app.db.reading.findMany({ where: { unitId: id }, orderBy: { minute: 'asc' } });
  expect(minutes.map(({ samples, lmax }) => ({ samples, lmax }))).toEqual([
    { samples: 4, lmax: 50.4 },
    { samples: 2, lmax: 56.2 },
  ]);
  expect(db).not.toBe(server.app.db);
});

test('a measurement is started and stopped, and errors of the instrument are reported', async () => {
  const { meter, source } = await startMeter();
  const id = await createUnit(source);
  await expect.poll(() => meter.stats.commands.length, PATIENCE).toBeGreaterThan(0);
  expect(await call('POST', `/api/units/${id}/stop`)).toMatchObject({ status: 204 });
  expect(meter.isMeasuring).toBe(false);
  await meter.setFault('busy', true);
  expect(await call('POST', `/api/units/${id}/start`)).toMatchObject({ status: 409 });
  await meter.setFault('busy', false);
  await meter.setFault('wedge', true);
  meter.disconnect();
  await expect.poll(() => call('POST', `/api/units/${id}/start`), PATIENCE).toMatchObject({ status: 503 });

  const silent = await createUnit({ kind: 'push' });
  const refused = await call('POST', `/api/units/${silent}/start`);
  expect(refused).toMatchObject({ status: 409 });
  expect(refused.json().detail).toContain('cannot be started');
});

test('the status of a meter and its connection log are stored', async () => {
  const { meter, source } = await startMeter();
  const id = await createUnit(source);
  const status = async () => (await call('GET', `/api/units/${id}/status`)).json();
  await expect
    .poll(status, PATIENCE)
    .toMatchObject({ reachable: true, failures: 0, connected_since: expect.any(String) });
  const viewer = await view(id);
  await meter.setFault('wedge', true);
  meter.disconnect();
  await expect.poll(() => viewer.frames().at(-1)?.feedStatus, PATIENCE).toBe('unreachable');
  await expect.poll(status, PATIENCE).toMatchObject({ reachable: false, last_error: expect.any(String) });
  await meter.setFault('wedge', false);
  await expect.poll(() => viewer.frames().at(-1)?.feedStatus, PATIENCE).toBe('ok');
  await expect.poll(status, PATIENCE).toMatchObject({ reachable: true, failures: 0 });
  const log = (await call('GET', `/api/units/${id}/log`)).json() as { items: { message: string }[] };
  const messages = log.items.map(({ message }) => message);
  expect(messages.filter((message) => message.startsWith('The meter is unreachable'))).toHaveLength(1);
  expect(messages.filter((message) => message === 'The meter is reachable again')).toHaveLength(1);
});

test('viewers that stop reading neither use memory nor delay others', async () => {
  const id = await createUnit({ kind: 'push' });
  const stalled = await Promise.all(Array.from({ length: 20 }, () => view(id)));
  for (const { socket } of stalled) socket.ws.pause();
  const good = await view(id);
  const inUse = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = inUse();
  // Queued for all stalled viewers, these would take 200 MB.
  const rawPayload = 'x'.repeat(1_900);
  for (let second = 0; second < 5_000; second += 100) {
    const frames = Array.from({ length: 100 }, (_, n) =>
      meterFrame(at(second + n), { lp: (second + n) % 100, rawPayload }),
    );
    await server.app.meters.push(id, frames);
    await expect.poll(() => good.frames().at(-1)?.timestamp, PATIENCE).toBe(at(second + 99));
    good.socket.messages.length = 0;
  }
  expect(inUse() - before).toBeLessThan(100_000_000);
  for (const { socket } of stalled) socket.ws.resume();
  for (const viewer of stalled) {
    await expect.poll(() => viewer.frames().at(-1)?.timestamp, PATIENCE).toBe(at(4_999));
    expect(grows(viewer.seqs())).toBe(true);
  }
}, 60_000);
