import { expect, test, vi } from 'vitest';
import { createLiveFeed, handOver, mapFeed } from './live-feed.ts';

interface Frame {
  lp: number;
  secret: string;
}
const frame = (lp: number): Frame => ({ lp, secret: 'inside' });
const outside = ({ lp }: Frame) => ({ lp });

function read<T extends object>(feed: ReturnType<typeof createLiveFeed<T>>) {
  const abort = new AbortController();
  const values = handOver<T>(undefined, feed, () => ({ lp: 0 }) as unknown as T, abort.signal);
  return { next: async () => (await values.next()).value, abort };
}

test('readers of a view get its values, computed once for all of them', async () => {
  const source = createLiveFeed<Frame>('latest');
  const view = vi.fn(outside);
  const readers = [read(mapFeed(source, view)), read(mapFeed(source, view))];
  for (const { next } of readers) expect(await next()).toEqual({ lp: 0 });

  expect(source.publish(frame(46.2))).toBe(1);

  const seen = await Promise.all(readers.map(({ next }) => next()));
  expect(seen[0]).toEqual({ lp: 46.2 });
  // The same object, so it is serialised once.
  expect(seen[1]).toBe(seen[0]);
  expect(view).toHaveBeenCalledTimes(1);
});

test('a view without readers does not read its source', async () => {
  const source = createLiveFeed<Frame>('latest');
  const first = read(mapFeed(source, outside));
  await first.next();
  expect(source.size).toBe(1);
  const ended = first.next();
  first.abort.abort();
  expect(await ended).toBeUndefined();
  expect(source.size).toBe(0);
  expect(source.publish(frame(1))).toBe(0);

  const again = read(mapFeed(source, outside));
  await again.next();
  source.publish(frame(2));
  expect(await again.next()).toEqual({ lp: 2 });
});

test('when the source ends, its views end, including later ones', async () => {
  const source = createLiveFeed<Frame>('latest');
  const early = read(mapFeed(source, outside));
  await early.next();
  source.close();
  expect(await early.next()).toBeUndefined();
  const late = read(mapFeed(source, outside));
  await late.next();
  expect(await late.next()).toBeUndefined();
});
