import type { PortalFrame, PortalRecent } from '@sitecast/api/portal/view/schema';
import type { HistoryPoint } from '@sitecast/api/sites/readings/schema';
import { expect, test } from 'vitest';
import { frameOf } from '../../testing/portal.tsx';
import { createLastHour } from './last-hour.ts';

const frame = (second: number, rest: Partial<PortalFrame> = {}) =>
  frameOf({ timestamp: new Date(second * 1000).toISOString(), lp: second, ...rest });

/** A server whose responses the test controls. */
function remembering(minutes: { to: number; leq: number | null }[] = []) {
  const answers: { resolve: (recent: PortalRecent) => void; reject: (error: Error) => void }[] = [];
  const points = minutes.map(
    ({ to, leq }) => ({ to: new Date(to * 1000).toISOString(), leq }) as HistoryPoint,
  );
  const hour = createLastHour({
    recent: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
    minutes: async () => ({ points }),
  });
  return { hour, answers, times: () => [...hour.levels().times], lines: () => hour.levels().levels };
}

test('frames that arrive while history is fetched are appended once', async () => {
  const { hour, answers, times } = remembering();
  const caughtUp = hour.catchUp();
  hour.add(frame(12));
  hour.add(frame(13));
  expect(times()).toEqual([]);
  answers[0]!.resolve({ frames: [10, 11, 12].map((second) => frame(second)) });
  await caughtUp;
  hour.add(frame(13));
  hour.add(frame(14));
  expect(times()).toEqual([10, 11, 12, 13, 14]);
});

test('missed values are inserted in order', async () => {
  const { hour, answers, times } = remembering();
  hour.add(frame(1));
  const caughtUp = hour.catchUp();
  hour.add(frame(9));
  answers[0]!.resolve({ frames: [1, 5, 6, 7].map((second) => frame(second)) });
  await caughtUp;
  expect(times()).toEqual([1, 5, 6, 7, 9]);
});

test('the chart continues with streamed frames if the fetch fails', async () => {
  const { hour, answers, times } = remembering();
  const caughtUp = hour.catchUp();
  hour.add(frame(3));
  answers[0]!.reject(new Error('offline'));
  await caughtUp;
  expect(times()).toEqual([3]);
});

test('a status change is not a value', () => {
  const { hour, times } = remembering();
  hour.add(frame(3));
  hour.add(frame(4, { feedStatus: 'unreachable' }));
  expect(times()).toEqual([3]);
});

test('after a server restart the stored minutes are shown', async () => {
  const { hour, answers, times, lines } = remembering([
    { to: 60, leq: 51 },
    { to: 120, leq: null },
    { to: 180, leq: 53 },
    { to: 240, leq: 54 },
  ]);
  const caughtUp = hour.catchUp();
  answers[0]!.resolve({ frames: [frame(200, { leq: 52.5 }), frame(201, { leq: 52.5 })] });
  await caughtUp;
  // The gap between the first two minutes breaks the line.
  expect(times()).toEqual([60, 60.001, 180, 200, 201]);
  expect(lines()).toEqual([
    [51, null, 53, 200, 201],
    [null, null, null, 52.5, 52.5],
  ]);
});
