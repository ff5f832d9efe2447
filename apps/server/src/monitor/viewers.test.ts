import type { Frame } from '@sitecast/monitor';
import { createInProcessBus, topics } from '@sitecast/realtime';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testFrame } from '../../test/frame.ts';
import { createViewers } from './viewers.ts';

const UNIT = 'unit-1';
const frame = (seq: number, more?: Partial<Frame>) => testFrame(UNIT, seq, more);

let bus: ReturnType<typeof createInProcessBus>;
let removed: boolean;
let stored: Frame | null;
let silenceMs: number;
const cleanups: (() => unknown)[] = [];
beforeEach(() => {
  bus = createInProcessBus();
  removed = false;
  stored = null;
  silenceMs = 30_000;
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await bus.close();
});

function create(watchHere: (unitId: string) => Frame | null | undefined = () => undefined) {
  const viewers = createViewers({
    bus,
    watchHere,
    lastStored: async () => stored,
    existing: async (unitIds) => (removed ? [] : unitIds),
    onError: (error) => expect.unreachable(String(error)),
    demandEveryMs: 50,
    patienceMs: 200,
    silenceMs,
  });
  cleanups.push(viewers.close);
  return viewers;
}

/** A viewer without a socket. */
function watch(viewers: ReturnType<typeof create>) {
  const abort = new AbortController();
  cleanups.push(() => abort.abort());
  const values = viewers.live(UNIT, null, abort.signal);
  return {
    next: async () => (await values.next()).value?.frame,
    leave: () => abort.abort(),
  };
}

test('the first viewer gets the latest frame of another process at once, then each new one', async () => {
  await bus.subscribe(topics.unitDemand(UNIT), () => ({ frame: frame(5) }));
  const { next } = watch(create());
  expect(await next()).toEqual(frame(5));
  bus.publish(topics.unitFrames(UNIT), frame(6));
  expect(await next()).toEqual(frame(6));
});

test('when a meter falls silent, its value is marked as stale once', async () => {
  silenceMs = 300;
  const { next } = watch(create(() => undefined));
  await next();
  bus.publish(topics.unitFrames(UNIT), frame(6));
  expect(await next()).toEqual(frame(6));
  expect(await next()).toEqual(frame(6, { feedStatus: 'stale' }));
  const later = next();
  bus.publish(topics.unitFrames(UNIT), frame(7));
  expect(await later).toEqual(frame(7));
});

test('when no process polls the meter, the last stored value is shown as stale', async () => {
  stored = frame(3);
  const { next } = watch(create());
  expect(await next()).toEqual(frame(3, { feedStatus: 'stale' }));
});

test('frames polled here are shown without the bus, and their echo from it is dropped', async () => {
  const viewers = create(() => frame(1));
  const { next } = watch(viewers);
  expect(await next()).toEqual(frame(1));
  for (const seq of [2, 3]) {
    viewers.take(frame(seq));
    bus.publish(topics.unitFrames(UNIT), frame(seq));
    expect(await next()).toEqual(frame(seq));
  }
  // A late one from a process that has not noticed the takeover, an invalid one, and one after a takeover.
  bus.publish(topics.unitFrames(UNIT), frame(2));
  bus.publish(topics.unitFrames(UNIT), { ...frame(4), lp: 'loud' });
  bus.publish(topics.unitFrames(UNIT), frame(1_001));
  expect(await next()).toEqual(frame(1_001));
});

test('the demand for live frames is repeated until the last viewer has left', async () => {
  const demanded = vi.fn(() => ({ frame: frame(1) }));
  await bus.subscribe(topics.unitDemand(UNIT), demanded);
  const viewers = create();
  const all = [watch(viewers), watch(viewers), watch(viewers)];
  for (const { next } of all) expect(await next()).toEqual(frame(1));
  await expect.poll(() => demanded.mock.calls.length).toBeGreaterThan(3);
  const ended = all.map(({ next }) => next());
  for (const { leave } of all) leave();
  expect(await Promise.all(ended)).toEqual([undefined, undefined, undefined]);

  demanded.mockClear();
  const other = watch(viewers);
  await other.next();
  expect(demanded).toHaveBeenCalledTimes(1);
});

test('the answer to a demand replaces a lost frame', async () => {
  let newest = 1;
  await bus.subscribe(topics.unitDemand(UNIT), () => ({ frame: frame(newest) }));
  const { next } = watch(create());
  expect(await next()).toEqual(frame(1));
  newest = 2;
  expect(await next()).toEqual(frame(2));
});

test('subscriptions end when the meter is removed', async () => {
  const viewers = create(() => frame(1));
  const { next } = watch(viewers);
  await next();
  const ended = next();
  await viewers.changed(UNIT);
  removed = true;
  await viewers.changed();
  expect(await ended).toBeUndefined();
});
