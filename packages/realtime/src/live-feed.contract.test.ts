import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CloseCode } from '@sitecast/protocol/close-code';
import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from '@trpc/client';
import { initTRPC, TRPCError } from '@trpc/server';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { eventually } from '../../../test/eventually.ts';
import { createLiveFeed, handOver, type LiveFeed, liveFeedEncoder } from './live-feed.ts';
import { LiveServer, type LiveSocket, LiveWebSocket } from './live-socket.ts';

type Message = { n: number; text?: string };
type Snapshot = { snapshot: string };

const trpc = initTRPC.context<{ socket?: LiveSocket }>().create();

function createRouter(feed: LiveFeed<Message>, snapshot: () => Snapshot | Promise<Snapshot>) {
  return trpc.router({
    messages: trpc.procedure.subscription(({ ctx, signal }) => handOver(ctx.socket, feed, snapshot, signal)),
    echo: trpc.procedure.input(z.string()).query(({ input }) => input),
    plain: trpc.procedure.subscription(async function* () {
      yield 1;
      yield 2;
    }),
  });
}
type Router = ReturnType<typeof createRouter>;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface ServerOptions {
  feed: LiveFeed<Message>;
  snapshot?: () => Snapshot | Promise<Snapshot>;
  encoder?: typeof liveFeedEncoder;
}

async function serve({ feed, snapshot, encoder = liveFeedEncoder }: ServerOptions) {
  const wss = new LiveServer({ host: '127.0.0.1', port: 0 });
  const handler = applyWSSHandler({
    wss,
    router: createRouter(feed, snapshot ?? (() => ({ snapshot: 'now' }))),
    createContext: ({ res }) => (res instanceof LiveWebSocket ? { socket: res } : {}),
    experimental_encoder: encoder,
  });
  await once(wss, 'listening');
  cleanups.push(() => {
    for (const socket of wss.clients) socket.terminate();
    wss.close();
  });
  return { wss, handler, url: `ws://127.0.0.1:${(wss.address() as AddressInfo).port}` };
}

/** The stock client. */
function connect(url: string) {
  const socket = createWSClient({ url, WebSocket: WebSocket as never, retryDelayMs: () => 0 });
  cleanups.push(() => socket.close());
  return createTRPCClient<Router>({ links: [wsLink({ client: socket })] });
}

function subscribe(client: TRPCClient<Router>) {
  const values: (Message | Snapshot)[] = [];
  const onError = vi.fn();
  const onStopped = vi.fn();
  const { unsubscribe } = client.messages.subscribe(undefined, {
    onData: (value) => values.push(value),
    onError,
    onStopped,
  });
  return {
    values,
    onError,
    onStopped,
    unsubscribe,
    count: (wanted: number) => eventually(() => expect(values).toHaveLength(wanted)),
  };
}

/** A client that speaks the protocol by hand, to reuse an id or to stop reading. */
async function connectRaw(url: string) {
  const socket = new WebSocket(url);
  cleanups.push(() => socket.terminate());
  const received: { id: unknown; result: { type: string; data?: Message & Snapshot } }[] = [];
  socket.on('message', (data, isBinary) => {
    expect(isBinary).toBe(false);
    received.push(JSON.parse(String(data)));
  });
  await once(socket, 'open');
  return {
    socket,
    received,
    data: () => received.flatMap(({ result }) => (result.type === 'data' ? [result.data] : [])),
    subscribe: (id: unknown) =>
      socket.send(JSON.stringify({ id, method: 'subscription', params: { path: 'messages' } })),
    stop: (id: unknown) => socket.send(JSON.stringify({ id, method: 'subscription.stop' })),
  };
}

const sized = (size: number) => eventually(() => expect(feed.size).toBe(size));
let feed: LiveFeed<Message>;

describe('a stock client', () => {
  beforeEach(() => {
    feed = createLiveFeed('every');
  });

  test('gets the snapshot first, then every value in order', async () => {
    const { url } = await serve({ feed });
    const { values, count } = subscribe(connect(url));
    await count(1);
    const numbers = Array.from({ length: 200 }, (_, n) => ({ n }));
    for (const value of numbers) expect(feed.publish(value)).toBe(1);
    await count(201);
    expect(values).toEqual([{ snapshot: 'now' }, ...numbers]);
  });

  test('gets values published during the snapshot after it, in order', async () => {
    let finish: (snapshot: Snapshot) => void = () => {};
    const snapshot = () => new Promise<Snapshot>((resolve) => (finish = resolve));
    const { url } = await serve({ feed, snapshot });
    const { values, count } = subscribe(connect(url));
    await sized(1);
    expect(feed.publish({ n: 1 })).toBe(1);
    feed.publish({ n: 2 });
    finish({ snapshot: 'slow' });
    // In the very turn in which the snapshot goes out.
    queueMicrotask(() => feed.publish({ n: 3 }));
    setImmediate(() => feed.publish({ n: 4 }));
    await count(5);
    expect(values).toEqual([{ snapshot: 'slow' }, { n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  });

  test.each([100, 125, 126, 65_535, 65_536, 200_000])(
    'gets a message of %d bytes whole, and what is said next',
    async (bytes) => {
      const { url } = await serve({ feed });
      const { socket, data, subscribe: open } = await connectRaw(url);
      const sizes: number[] = [];
      socket.on('message', (message: Buffer) => sizes.push(message.length));
      open(1);
      await eventually(() => expect(data()).toHaveLength(1));
      const around = Buffer.byteLength('{"id":1,"result":{"type":"data","data":{"n":7,"text":""}}}');
      const text = `é${'x'.repeat(bytes - around - 2)}`;
      feed.publish({ n: 7, text });
      feed.publish({ n: 8 });
      await eventually(() => expect(data()).toHaveLength(3));
      expect(data().slice(1)).toEqual([{ n: 7, text }, { n: 8 }]);
      expect(sizes).toContain(bytes);
    },
  );

  test('that unsubscribes detaches its reader and keeps using the socket', async () => {
    const { url } = await serve({ feed });
    const client = connect(url);
    const { values, count, unsubscribe } = subscribe(client);
    await count(1);
    unsubscribe();
    await sized(0);
    expect(feed.publish({ n: 1 })).toBe(0);
    expect(await client.echo.query('still here')).toBe('still here');
    expect(values).toEqual([{ snapshot: 'now' }]);
  });

  test('that disconnects detaches its reader', async () => {
    const { url, wss } = await serve({ feed });
    const raw = await connectRaw(url);
    raw.subscribe(1);
    await sized(1);
    raw.socket.terminate();
    await sized(0);
    expect(wss.clients.size).toBe(0);
  });

  test('with two subscriptions on one socket can end either', async () => {
    const { url } = await serve({ feed });
    const client = connect(url);
    const first = subscribe(client);
    const second = subscribe(client);
    await first.count(1);
    await second.count(1);
    expect(feed.publish({ n: 1 })).toBe(2);
    await first.count(2);
    first.unsubscribe();
    await sized(1);
    feed.publish({ n: 2 });
    await second.count(3);
    expect(second.values).toEqual([{ snapshot: 'now' }, { n: 1 }, { n: 2 }]);
    expect(first.values).toHaveLength(2);
  });

  test('can call other procedures on the same socket', async () => {
    const { url } = await serve({ feed });
    const client = connect(url);
    const { values, count } = subscribe(client);
    await count(1);
    feed.publish({ n: 1 });
    const plain: number[] = [];
    const completed = new Promise<void>((resolve) => {
      client.plain.subscribe(undefined, { onData: (value) => plain.push(value), onComplete: resolve });
    });
    expect(await client.echo.query('a')).toBe('a');
    await completed;
    expect(plain).toEqual([1, 2]);
    feed.publish({ n: 2 });
    await count(3);
    expect(values).toEqual([{ snapshot: 'now' }, { n: 1 }, { n: 2 }]);
  });

  test('that loses its connection reconnects and starts with a snapshot', async () => {
    const { url, wss } = await serve({ feed });
    const { values, count } = subscribe(connect(url));
    await count(1);
    for (const socket of wss.clients) socket.terminate();
    await count(2);
    await eventually(() => expect(feed.publish({ n: 1 })).toBe(1));
    await eventually(() => expect(values.at(-1)).toEqual({ n: 1 }));
    expect(values.slice(0, 2)).toEqual([{ snapshot: 'now' }, { snapshot: 'now' }]);
    expect(feed.size).toBe(1);
  });

  test('that is told to reconnect moves to a new socket', async () => {
    const { url, handler, wss } = await serve({ feed });
    const { values, count } = subscribe(connect(url));
    await count(1);
    const [old] = wss.clients;
    handler.broadcastReconnectNotification();
    await once(old!, 'close');
    await sized(1);
    feed.publish({ n: 1 });
    await count(3);
    expect(values).toEqual([{ snapshot: 'now' }, { snapshot: 'now' }, { n: 1 }]);
  });

  test('receives the error of a failing snapshot', async () => {
    const snapshot = () => {
      throw new TRPCError({ code: 'NOT_FOUND', message: 'No such screen' });
    };
    const { url } = await serve({ feed, snapshot });
    const { onError } = subscribe(connect(url));
    await eventually(() => expect(onError).toHaveBeenCalledOnce());
    expect(onError.mock.calls[0]?.[0]).toMatchObject({
      message: 'No such screen',
      data: { code: 'NOT_FOUND' },
    });
    await sized(0);
  });

  test('is notified when the feed ends, also when it subscribes afterwards', async () => {
    const { url } = await serve({ feed });
    const client = connect(url);
    const early = subscribe(client);
    await early.count(1);
    feed.publish({ n: 1 });
    feed.close();
    await eventually(() => expect(early.onStopped).toHaveBeenCalled());
    expect(early.values).toEqual([{ snapshot: 'now' }, { n: 1 }]);
    const late = subscribe(client);
    await eventually(() => expect(late.onStopped).toHaveBeenCalled());
    expect(feed.size).toBe(0);
  });

  test('gets the same bytes that tRPC would send', async () => {
    const { url } = await serve({ feed });
    const raw = await connectRaw(url);
    for (const id of [7, 'a "quoted" id', '駅']) raw.subscribe(id);
    await sized(3);
    await eventually(() => expect(raw.data()).toHaveLength(3));
    raw.received.length = 0;
    const value = { n: 1, text: 'Zażółć 🚧\u2028"\\' };
    feed.publish(value);
    await eventually(() => expect(raw.received).toHaveLength(3));
    expect(raw.received).toEqual(
      [7, 'a "quoted" id', '駅'].map((id) => ({ id, result: { type: 'data', data: value } })),
    );
  });

  test('can reuse the id of a stopped subscription', async () => {
    const { url } = await serve({ feed });
    const raw = await connectRaw(url);
    for (let round = 1; round <= 2; round++) {
      raw.subscribe(1);
      await eventually(() => expect(feed.publish({ n: round })).toBe(1));
      await eventually(() => expect(raw.data().at(-1)).toEqual({ n: round }));
      raw.stop(1);
      await eventually(() => expect(raw.received.at(-1)?.result.type).toBe('stopped'));
    }
    expect(feed.size).toBe(0);
  });
});

test('a value is serialised once for all sockets, ids and feeds', async () => {
  const feeds = [createLiveFeed<Message>('every'), createLiveFeed<Message>('latest')];
  const readers = [];
  for (const each of feeds) {
    const { url } = await serve({ feed: each });
    const client = connect(url);
    readers.push(subscribe(client), subscribe(client), subscribe(connect(url)));
  }
  for (const reader of readers) await reader.count(1);
  const toJSON = vi.fn(() => ({ n: 1 }));
  const value = { n: 1, toJSON };
  for (const each of feeds) expect(each.publish(value)).toBe(3);
  for (const reader of readers) await reader.count(2);
  expect(toJSON).toHaveBeenCalledOnce();
});

test('without the encoder the subscription fails with the reason', async () => {
  feed = createLiveFeed('every');
  const { url } = await serve({ feed, encoder: { encode: JSON.stringify, decode: liveFeedEncoder.decode } });
  const { onError } = subscribe(connect(url));
  await eventually(() => expect(onError).toHaveBeenCalled());
  expect(String(onError.mock.calls[0]?.[0])).toMatch(/liveFeedEncoder/);
  await sized(0);
});

describe('a reader that stops reading', () => {
  const text = 'x'.repeat(16 * 1024);

  /** Two subscribers, of which one stops reading; publishes until the server notices and returns the last number. */
  async function stall(options: ServerOptions) {
    feed = options.feed;
    const { url, wss } = await serve(options);
    const slow = await connectRaw(url);
    slow.subscribe(1);
    await eventually(() => expect(slow.data()).toHaveLength(1));
    const [slowSocket] = wss.clients;
    const good = subscribe(connect(url));
    await good.count(1);
    slow.socket.pause();
    let n = 0;
    /** Publishes one value and waits until the good reader has it; returns how many took it. */
    async function publish() {
      const taken = feed.publish({ n: ++n, text });
      await eventually(() => expect(good.values.at(-1)).toMatchObject({ n }));
      return taken;
    }
    return { slow, slowSocket: slowSocket!, good, publish, last: () => n, wss, url };
  }

  test('of a “latest” feed skips to the newest value without delaying others', async () => {
    const { slow, slowSocket, good, publish, last } = await stall({ feed: createLiveFeed('latest') });
    while ((await publish()) === 2);
    const buffered = slowSocket.bufferedAmount;
    expect(buffered).toBeGreaterThan(64 * 1024);
    expect(buffered).toBeLessThan(64 * 1024 + 2 * text.length);
    for (let round = 0; round < 100; round++) expect(await publish()).toBe(1);
    // Only the two bytes of the pong that tells when the socket has drained.
    expect(slowSocket.bufferedAmount).toBeLessThanOrEqual(buffered + 2);
    slow.socket.resume();
    await eventually(() => expect(slow.data().at(-1)).toMatchObject({ n: last() }));
    expect(slow.data().length).toBeLessThan(last() - 90);
    expect(good.values).toHaveLength(last() + 1);
    expect(await publish()).toBe(2);
  });

  test('of an “every” feed is disconnected with its own close code when too much is buffered', async () => {
    const { slow, slowSocket, good, publish, last } = await stall({ feed: createLiveFeed('every') });
    while ((await publish()) === 2);
    expect(slowSocket.readyState).toBe(WebSocket.CLOSING);
    expect(slowSocket.bufferedAmount).toBeLessThan(1024 * 1024 + 2 * text.length);
    await sized(1);
    const closed = once(slow.socket, 'close');
    slow.socket.resume();
    expect((await closed)[0]).toBe(CloseCode.SlowReader);
    expect(await publish()).toBe(1);
    expect(good.values).toHaveLength(last() + 1);
  });

  test('of an “every” feed is disconnected when a small buffer does not drain in time', async () => {
    const { slow, slowSocket, publish } = await stall({
      feed: createLiveFeed('every', { drainTimeoutMs: 50 }),
    });
    while (slowSocket.bufferedAmount === 0) await publish();
    expect(await publish()).toBe(2);
    await sized(1);
    const closed = once(slow.socket, 'close');
    slow.socket.resume();
    expect((await closed)[0]).toBe(CloseCode.SlowReader);
  });

  test('of an “every” feed that resumes in time loses nothing and stays connected', async () => {
    const { slow, slowSocket, publish, last, wss, url } = await stall({
      feed: createLiveFeed('every', { drainTimeoutMs: 300 }),
    });
    // Another one that never reads again: when its time is up, the first one's would have been.
    const other = await connectRaw(url);
    other.subscribe(1);
    await eventually(() => expect(other.data()).toHaveLength(1));
    other.socket.pause();
    const [otherSocket] = [...wss.clients].slice(-1);
    while (slowSocket.bufferedAmount === 0) await publish();
    await publish();
    slow.socket.resume();
    await eventually(() => expect(slow.data().at(-1)).toMatchObject({ n: last() }));
    expect(slow.data()).toHaveLength(last() + 1);
    while (otherSocket!.bufferedAmount === 0) await publish();
    await publish();
    await sized(2);
    expect(await publish()).toBe(2);
    expect(slow.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('during its snapshot is disconnected rather than buffered for ever', async () => {
    feed = createLiveFeed('every');
    const { url } = await serve({ feed, snapshot: () => new Promise(() => {}) });
    const raw = await connectRaw(url);
    const closed = once(raw.socket, 'close');
    raw.subscribe(1);
    await sized(1);
    const taken = Array.from({ length: 100 }, (_, n) => feed.publish({ n, text }));
    expect(taken.at(-1)).toBe(0);
    expect((await closed)[0]).toBe(CloseCode.SlowReader);
  });
});

describe('without a socket', () => {
  async function iterate(kind: 'latest' | 'every', maxQueuedValues?: number) {
    feed = createLiveFeed(kind, maxQueuedValues === undefined ? {} : { maxQueuedValues });
    const abort = new AbortController();
    cleanups.push(() => abort.abort());
    const caller = createRouter(feed, () => ({ snapshot: 'now' })).createCaller({}, { signal: abort.signal });
    const iterator = (await caller.messages())[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toEqual({ snapshot: 'now' });
    return { iterator, abort };
  }

  test('a caller iterates over the snapshot and every value', async () => {
    const { iterator } = await iterate('every');
    for (let n = 1; n <= 3; n++) feed.publish({ n });
    for (let n = 1; n <= 3; n++) expect((await iterator.next()).value).toEqual({ n });
    const next = iterator.next();
    feed.publish({ n: 4 });
    expect((await next).value).toEqual({ n: 4 });
  });

  test('a slow caller of a “latest” feed gets the newest value', async () => {
    const { iterator } = await iterate('latest');
    for (let n = 1; n <= 3; n++) feed.publish({ n });
    expect((await iterator.next()).value).toEqual({ n: 3 });
  });

  test('a caller of an “every” feed that falls too far behind gets an error', async () => {
    const { iterator } = await iterate('every', 2);
    expect([1, 2, 3].map((n) => feed.publish({ n }))).toEqual([1, 1, 0]);
    await expect(iterator.next()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(feed.size).toBe(0);
  });

  test('the caller’s abort signal ends it', async () => {
    const { iterator, abort } = await iterate('every');
    const next = iterator.next();
    abort.abort();
    expect((await next).done).toBe(true);
    expect(feed.size).toBe(0);
  });
});
