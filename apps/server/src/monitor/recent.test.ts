import type { Frame } from '@sitecast/monitor';
import { expect, test } from 'vitest';
import { testFrame } from '../../test/frame.ts';
import { createRecentFrames } from './recent.ts';

const frameAt = (seconds: number, seq: number, more: Partial<Frame> = {}) =>
  testFrame('unit-1', seq, {
    timestamp: new Date(Date.UTC(2026, 2, 1) + seconds * 1_000).toISOString(),
    ...more,
  });

test('returns frames unchanged, except for their raw line', () => {
  const recent = createRecentFrames('unit-1');
  const first = frameAt(0, 7, { lp: null, over: true, measurementState: 'unknown' });
  const second = frameAt(1, 8, { lmin: -3.4, under: true });
  recent.add({ ...first, rawPayload: ' 46.2' });
  recent.add(second);
  expect(recent.after(-1, 10)).toEqual([first, second]);
  expect(recent.after(7, 10)).toEqual([second]);
  expect(recent.after(-1, 1)).toEqual([first]);
});

test('keeps the last hour, and about one frame a second of a faster meter', () => {
  const recent = createRecentFrames('unit-1');
  let seq = 0;
  for (let second = 0; second < 5_400; second++) recent.add(frameAt(second, seq++));
  const kept = recent.after(-1, 10_000);
  expect(kept).toHaveLength(3_600);
  expect(kept[0]).toEqual(frameAt(1_800, 1_800));
  expect(kept.at(-1)).toEqual(frameAt(5_399, 5_399));

  for (let tenth = 0; tenth < 60 * 600; tenth++) recent.add(frameAt(5_400 + tenth / 10, seq++));
  const fast = recent.after(-1, 10_000);
  expect(fast.length).toBeGreaterThan(3_500);
  expect(fast.length).toBeLessThanOrEqual(3_700);
  const times = fast.map(({ timestamp }) => Date.parse(timestamp));
  expect(times.every((time, n) => n === 0 || time > times[n - 1]!)).toBe(true);
});
