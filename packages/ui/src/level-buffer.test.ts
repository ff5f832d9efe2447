import { expect, test } from 'vitest';
import { createLevelBuffer } from './level-buffer.ts';

const row = (time: number, ...levels: (number | null)[]) => ({ time, levels });

test('keeps the latest hour and no more', () => {
  const buffer = createLevelBuffer({ lines: 2 });
  const { times, levels } = buffer.data();
  for (let time = 0; time < 10_000; time++) buffer.add([row(time, time / 100, null)]);
  expect([times.length, times[0], times.at(-1)]).toEqual([3_600, 6_400, 9_999]);
  expect(levels.map((line) => line.length)).toEqual([3_600, 3_600]);
  expect(levels[0]![0]).toBe(64);
  // The same arrays, so that the chart need not copy.
  expect(buffer.data().times).toBe(times);
});

test('rows that are already present are not added again', () => {
  const buffer = createLevelBuffer({ lines: 1 });
  buffer.add([row(1, 50), row(2, 51)]);
  buffer.add([row(1, 60), row(2, 61), row(3, 52)]);
  expect(buffer.data()).toEqual({ times: [1, 2, 3], levels: [[50, 51, 52]] });
});

test('a long gap breaks the line, a short one does not', () => {
  const buffer = createLevelBuffer({ lines: 1, gapSeconds: 10 });
  buffer.add([row(1, 50), row(9, 51), row(30, 52)]);
  expect(buffer.data().levels).toEqual([[50, 51, null, 52]]);
  const { times } = buffer.data();
  expect(times[2]! > 9 && times[2]! < 30).toBe(true);
});
