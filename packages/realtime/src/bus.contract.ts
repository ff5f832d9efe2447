import { afterEach, expect, test, vi } from 'vitest';
import { eventually } from '../../../test/eventually.ts';
import type { Bus, BusOptions } from './bus.ts';

/** What every bus promises. `open` gives two connections to one bus that nobody else is on, as two processes have. */
export function testBusContract(open: (options?: BusOptions) => Promise<[Bus, Bus]>) {
  let buses: Bus[] = [];
  afterEach(async () => {
    for (const bus of buses) await bus.close();
    buses = [];
  });

  async function openPair(options?: BusOptions) {
    const pair = await open(options);
    buses.push(...pair);
    return pair;
  }

  /** Subscribes and collects; `count` resolves when that many messages have come. */
  async function collect(bus: Bus, topic: string) {
    const messages: unknown[] = [];
    const unsubscribe = await bus.subscribe(topic, (message) => {
      messages.push(message);
    });
    return {
      messages,
      unsubscribe,
      count: (wanted: number) => eventually(() => expect(messages).toHaveLength(wanted)),
    };
  }

  /** Resolves when everything published by `from` so far has reached `to`. */
  async function settle(from: Bus, to: Bus) {
    const marker = await collect(to, 'settle');
    from.publish('settle', 'marker');
    await marker.count(1);
    marker.unsubscribe();
  }

  test('a message reaches every subscriber of its topic, including the publisher’s own process', async () => {
    const [here, there] = await openPair();
    const readers = [
      await collect(here, 'unit.1'),
      await collect(there, 'unit.1'),
      await collect(there, 'unit.1'),
    ];
    const other = await collect(there, 'unit.10');
    here.publish('unit.1', { level: 61.5 });
    for (const reader of readers) {
      await reader.count(1);
      expect(reader.messages).toEqual([{ level: 61.5 }]);
    }
    await settle(here, there);
    expect(other.messages).toEqual([]);
  });

  test('messages arrive in the order they were published', async () => {
    const [here, there] = await openPair();
    const reader = await collect(there, 'unit.1');
    const numbers = Array.from({ length: 500 }, (_, n) => n);
    for (const n of numbers) here.publish('unit.1', n);
    await reader.count(numbers.length);
    expect(reader.messages).toEqual(numbers);
  });

  test('publishing returns before any handler runs', async () => {
    const [here] = await openPair();
    const reader = await collect(here, 'unit.1');
    here.publish('unit.1', 1);
    expect(reader.messages).toEqual([]);
    await reader.count(1);
  });

  test('nothing arrives after unsubscribing, not even messages in flight', async () => {
    const [here] = await openPair();
    const reader = await collect(here, 'unit.1');
    here.publish('unit.1', 1);
    reader.unsubscribe();
    reader.unsubscribe();
    here.publish('unit.1', 2);
    await settle(here, here);
    expect(reader.messages).toEqual([]);
  });

  test('a function subscribed twice is called twice, and each subscription ends separately', async () => {
    const [here] = await openPair();
    const handler = vi.fn();
    const first = await here.subscribe('unit.1', handler);
    await here.subscribe('unit.1', handler);
    here.publish('unit.1', 'a');
    await eventually(() => expect(handler).toHaveBeenCalledTimes(2));
    first();
    here.publish('unit.1', 'b');
    await settle(here, here);
    expect(handler).toHaveBeenCalledTimes(3);
  });

  test('a request is answered with the handler’s return value', async () => {
    const [here, there] = await openPair();
    await there.subscribe('device.1', async (message) => ({ heard: message }));
    expect(await here.request('device.1', { show: 'lobby' }, 2_000)).toEqual({
      answered: true,
      reply: { heard: { show: 'lobby' } },
    });
  });

  test('a request to many topics is answered per topic, in order', async () => {
    const onError = vi.fn();
    const [here, there] = await openPair({ onError });
    await there.subscribe('device.1', () => 'one');
    await here.subscribe('device.3', async () => 'three');
    await here.subscribe('device.4', () => {
      throw new Error('broken');
    });
    expect(await here.requestAll(['device.3', 'device.2', 'device.1', 'device.4'], {}, 500)).toEqual([
      { answered: true, reply: 'three' },
      { answered: false },
      { answered: true, reply: 'one' },
      { answered: false },
    ]);
    expect(await here.requestAll([], {}, 500)).toEqual([]);
  });

  test('null is an answer', async () => {
    const [here, there] = await openPair();
    await there.subscribe('device.1', () => null);
    expect(await here.request('device.1', {}, 2_000)).toEqual({ answered: true, reply: null });
  });

  test('the first answer counts, and returning nothing is no answer', async () => {
    const [here, there] = await openPair();
    await here.subscribe('device.1', () => undefined);
    await there.subscribe('device.1', () => ({ taken: true }));
    expect(await here.request('device.1', {}, 2_000)).toEqual({ answered: true, reply: { taken: true } });
  });

  test('a request without subscribers is unanswered immediately', async () => {
    const [here, there] = await openPair();
    const started = performance.now();
    expect(await here.request('device.1', {}, 15_000)).toEqual({ answered: false });
    const unsubscribe = await there.subscribe('device.1', () => true);
    unsubscribe();
    await settle(there, here);
    expect(await here.request('device.1', {}, 15_000)).toEqual({ answered: false });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('a request times out', async () => {
    const [here, there] = await openPair();
    await there.subscribe('device.1', () => new Promise(() => {}));
    expect(await here.request('device.1', {}, 50)).toEqual({ answered: false });
  });

  test('a handler that throws is reported, gives no answer and does not affect the others', async () => {
    const onError = vi.fn();
    const [here, there] = await openPair({ onError });
    await there.subscribe('device.1', () => {
      throw new Error('broken at once');
    });
    await there.subscribe('device.1', async () => {
      throw new Error('broken later');
    });
    await there.subscribe('device.1', () => 'fine');
    expect(await here.request('device.1', {}, 2_000)).toEqual({ answered: true, reply: 'fine' });
    await eventually(() => expect(onError).toHaveBeenCalledTimes(2));
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: 'broken later' }), 'device.1');
    expect(await here.request('device.1', {}, 2_000)).toEqual({ answered: true, reply: 'fine' });
  });

  test('a receiver cannot change the message of another', async () => {
    const onError = vi.fn();
    const [here] = await openPair({ onError });
    await here.subscribe('unit.1', (message) => {
      (message as { list: number[] }).list.push(99);
    });
    const reader = await collect(here, 'unit.1');
    here.publish('unit.1', { list: [1] });
    await reader.count(1);
    expect(reader.messages).toEqual([{ list: [1] }]);
  });

  test('the publisher cannot change a published message', async () => {
    const [here] = await openPair();
    const message = { list: [1] };
    here.publish('unit.1', message);
    expect(() => message.list.push(2)).toThrow(TypeError);
  });

  test.each([
    ['a Date', { at: new Date(0) }, /message\.at is a Date/],
    ['NaN', { level: [Number.NaN] }, /message\.level\.0 is NaN/],
    ['a Map', new Map(), /message is a Map/],
    ['a bigint', { big: 1n }, /message\.big/],
    ['a function', { run() {} }, /message\.run/],
  ])('%s is refused: it would arrive as something else', async (_name, message, error) => {
    const [here] = await openPair();
    expect(() => here.publish('unit.1', message)).toThrow(error);
    await expect(here.request('unit.1', message, 100)).rejects.toThrow(error);
  });

  test('text of every script arrives unchanged', async () => {
    const [here, there] = await openPair();
    const reader = await collect(there, 'unit.1');
    const text = { title: 'Zażółć — 駅前 🚧\u2028"\\' };
    here.publish('unit.1', text);
    await reader.count(1);
    expect(reader.messages).toEqual([text]);
  });

  test('a closed bus is silent: no delivery, no answer, no exception on publish', async () => {
    const [here, there] = await openPair();
    const reader = await collect(here, 'unit.1');
    await here.subscribe('device.1', () => true);
    await here.close();
    await here.close();
    here.publish('unit.1', 1);
    expect(await here.request('device.1', {}, 100)).toEqual({ answered: false });
    await expect(here.subscribe('unit.1', () => {})).rejects.toThrow(/closed/);
    expect(reader.messages).toEqual([]);
    await there.close();
  });
}
