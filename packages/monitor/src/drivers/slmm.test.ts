import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { eventually } from '../../../../test/eventually.ts';
import type { DriverState, Pace } from '../driver.ts';
import type { MeterFrame } from '../frame.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createSlmmDriver } from './slmm.ts';
import { fetchSlmmHistory } from './slmm-http.ts';

const live: Pace = { kind: 'live', intervalMs: 1_000 };
const slow: Pace = { kind: 'slow', intervalMs: 60_000 };

test('string levels become numbers, and times without a zone are UTC', async () => {
  const { server, frames, states, subscribed } = await start(live);
  await subscribed();
  server.send(message(0));
  server.send(message(1, { lp: '46.2', leq: '-.-', ln1: '', lmax: ' 44.1 ', lpeak: null, ln2: 43.7 }));
  await eventually(() => expect(frames).toHaveLength(1));
  expect(frames[0]).toMatchObject({
    timestamp: '2025-12-24T20:33:51.250Z',
    measurementState: 'Start',
    measurementStartTime: '2025-12-24T20:00:00.000Z',
    counter: 12,
    lp: 46.2,
    leq: null,
    ln1: null,
    ln2: 43.7,
    lmax: 44.1,
    lpeak: null,
    ln5: null,
    rawPayload: '46.2,-.-',
  });
  expect(states.map(({ kind }) => kind)).toEqual(['connected', 'reachable', 'measurement']);
});

test('the frame replayed to every new connection does not count as new', async () => {
  const { server, timers, frames, states, subscribed } = await start(live);
  await subscribed();
  server.send(message(0));
  server.send(message(1));
  await eventually(() => expect(frames).toHaveLength(1));

  server.drop();
  await eventually(() => expect(states.at(-1)).toMatchObject({ kind: 'failure', failures: 1 }));
  await timers.until(() => expect(server.subscribers()).toBe(1));
  server.send(message(1));
  // Measured while disconnected, so it is new.
  server.send(message(2));
  await eventually(() => expect(seconds(frames)).toEqual([51, 52]));
});

test('heartbeats are not frames; without any message the connection is closed', async () => {
  const { server, timers, frames, states, subscribed } = await start(live);
  await subscribed();
  server.send(message(0));
  for (let beat = 1; beat <= 4; beat++) {
    timers.advance(25_000);
    server.send({ timestamp: '2025-12-24T20:34:00', feed_status: 'ok', heartbeat: true });
    await server.delivered();
  }
  expect(frames).toEqual([]);
  expect(states.map(({ kind }) => kind)).toEqual(['connected']);
  timers.advance(60_000);
  await eventually(() =>
    expect(states.at(-1)).toMatchObject({ kind: 'failure', message: expect.stringContaining('No message') }),
  );
});

test('a meter the server cannot reach is reported unreachable at once and only once, until its next value', async () => {
  const { server, frames, states, subscribed } = await start(live);
  await subscribed();
  server.send(message(0));
  const lost = { unit_id: 'nl43-1', timestamp: '2025-12-24T20:34:00', feed_status: 'unreachable' };
  server.send(lost);
  server.send({ ...lost, heartbeat: true });
  server.send(message(20));
  await eventually(() => expect(frames).toHaveLength(1));
  expect(states.filter(({ kind }) => kind === 'failure')).toMatchObject([{ failures: 3 }]);
  expect(states.map(({ kind }) => kind)).toContain('reachable');
});

test('invalid messages are ignored', async () => {
  const { server, frames, subscribed } = await start(live);
  await subscribed();
  for (const odd of [message(0), 'no JSON', '[]', { lp: '46.2' }, { timestamp: 'soon', lp: '46.2' }]) {
    server.send(odd);
  }
  server.send(message(3));
  await eventually(() => expect(seconds(frames)).toEqual([53]));
});

test('while nobody is viewing, the cached status is read, without querying the meter', async () => {
  const { server, timers, frames, driver, states, subscribed } = await start(slow);
  await eventually(() => expect(seconds(frames)).toEqual([50]));
  expect(frames[0]).toMatchObject({ lp: 47.1, measurementState: 'Start' });
  expect(states).toContainEqual(expect.objectContaining({ kind: 'battery', level: '80' }));
  expect(server.subscribers()).toBe(0);

  await timers.pass(60_000);
  await eventually(() => expect(server.requests).toHaveLength(2));
  expect(frames).toHaveLength(1);

  driver.setPace(live);
  await subscribed();
  server.send(message(0));
  server.send(message(1));
  await eventually(() => expect(seconds(frames)).toEqual([50, 51]));
  driver.setPace(slow);
  await timers.until(() => expect(server.subscribers()).toBe(0));
});

test('an unavailable server is retried with increasing delays and jitter', async () => {
  const { server, timers, states } = await start(slow, 0.5);
  await eventually(() => expect(states.at(-1)?.kind).toBe('measurement'));
  await server.close();
  await timers.until(() => expect(failures(states)).toHaveLength(5), 240_000);
  const times = failures(states).map(({ at }) => Date.parse(at));
  const waits = times.slice(1).map((time, index) => (time - times[index]!) / 1_000);
  expect(waits).toEqual([1.5, 3, 6, 12]);
  expect(failures(states).map(({ failures }) => failures)).toEqual([1, 2, 3, 4, 5]);
});

test('the history of the last hours is returned in chronological order', async () => {
  const { server } = await start(slow);
  const frames = await fetchSlmmHistory(server.source, 24);
  expect(seconds(frames)).toEqual([10, 20]);
  expect(server.requests).toContain('/api/nl43/nl43-1/history?hours=24');
});

test('an unknown unit, a redirect and an unexpected response are failures with clear messages', async () => {
  const { server, states } = await start(slow, 1, 'other');
  await eventually(() => expect(failures(states)).toHaveLength(1));
  expect(failures(states)[0]?.message).toBe('The SLMM server does not know this unit');
  await expect(fetchSlmmHistory({ ...server.source, unit: 'moved' }, 1)).rejects.toThrow(
    'responded with status 302',
  );
  await expect(fetchSlmmHistory({ ...server.source, unit: 'odd' }, 1)).rejects.toThrow('unexpected response');
});

function message(second: number, fields: Record<string, unknown> = {}) {
  return {
    unit_id: 'nl43-1',
    timestamp: new Date(Date.UTC(2025, 11, 24, 20, 33, 50 + second, 250)).toISOString().slice(0, -1),
    measurement_state: 'Start',
    measurement_start_time: '2025-12-24T20:00:00',
    counter: '12',
    lp: '50.0',
    leq: '51.0',
    lmax: '60.0',
    lmin: '45.0',
    lpeak: '72.0',
    ln1: '55.0',
    ln2: '54.0',
    raw_payload: '46.2,-.-',
    feed_status: 'ok',
    ...fields,
  };
}

function seconds(frames: MeterFrame[]) {
  return frames.map(({ timestamp }) => new Date(timestamp).getUTCSeconds());
}

function failures(states: DriverState[]) {
  return states.filter((state) => state.kind === 'failure');
}

async function start(pace: Pace, random = 1, unit = 'nl43-1') {
  const timers = createManualTimers();
  const server = await startSlmmServer();
  const source = { ...server.source, unit };
  const driver = createSlmmDriver(source, timers, () => random);
  const frames: MeterFrame[] = [];
  const states: DriverState[] = [];
  driver.start(
    { id: 'unit', source },
    pace,
    (frame) => frames.push(frame),
    (state) => states.push(state),
  );
  onTestFinished(async () => {
    await driver.stop();
    await server.close();
  });
  /** Resolves once both sides know that they are connected. */
  const subscribed = () =>
    eventually(() => expect([server.subscribers(), states.at(-1)?.kind]).toEqual([1, 'connected']));
  return { server, driver, timers, frames, states, subscribed };
}

/** A fake SLMM server for one unit. */
async function startSlmmServer() {
  const requests: string[] = [];
  const sockets = new Set<WebSocket>();
  const status = {
    status: 'ok',
    data: {
      ...message(0),
      last_seen: '2025-12-24T20:33:50',
      lp: '47.1',
      battery_level: '80',
      is_reachable: true,
    },
  };
  const history = {
    status: 'ok',
    data: [20, 10].map((second) => ({ timestamp: `2025-12-24T20:33:${second}`, lp: '46.2', leq: '47.0' })),
  };
  const responses: Record<string, unknown> = {
    '/api/nl43/nl43-1/status': status,
    '/api/nl43/nl43-1/history?hours=24': history,
    '/api/nl43/odd/history?hours=1': { detail: 'odd' },
  };
  const http = createServer((request, response) => {
    requests.push(request.url ?? '');
    const body = responses[request.url ?? ''];
    const status = request.url?.includes('/moved/') ? 302 : body ? 200 : 404;
    response.writeHead(status, { location: '/' }).end(JSON.stringify(body ?? { detail: 'Not found' }));
  });
  const server = new WebSocketServer({ server: http, path: '/api/nl43/nl43-1/monitor' });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;

  return {
    requests,
    source: { kind: 'slmm', server: `127.0.0.1:${port}`, unit: 'nl43-1' } as const,
    subscribers: () => sockets.size,
    send(message: unknown) {
      const text = typeof message === 'string' ? message : JSON.stringify(message);
      for (const socket of sockets) socket.send(text);
    },
    /** Resolves when the client has read all messages so far: a pong comes after them. */
    async delivered() {
      for (const socket of sockets) {
        socket.ping();
        await once(socket, 'pong');
      }
    },
    drop() {
      for (const socket of sockets) socket.terminate();
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      server.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
