import type { PortalFrame, PortalRecent } from '@sitecast/api/portal/view/schema';
import type { HistoryPoint } from '@sitecast/api/sites/readings/schema';
import { expect, test } from 'vitest';
import { frameOf } from '../../testing/portal.tsx';
import { createLastHour } from './last-hour.ts';

const frame = (second: number, rest: Partial<PortalFrame> = {}) =>
  frameOf({ timestamp: new Date(second * 1000).toISOString(), lp: second, ...rest });

/** A server that answers when it is told to. */
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

test('what streams in while the past is fetched takes its place after it, once', async () => {
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

test('what was missed is filled in where it belongs', async () => {
  const { hour, answers, times } = remembering();
  hour.add(frame(1));
  const caughtUp = hour.catchUp();
  hour.add(frame(9));
  answers[0]!.resolve({ frames: [1, 5, 6, 7].map((second) => frame(second)) });
  await caughtUp;
  expect(times()).toEqual([1, 5, 6, 7, 9]);
});

test('without an answer the chart goes on with what streams in', async () => {
  const { hour, answers, times } = remembering();
  const caughtUp = hour.catchUp();
  hour.add(frame(3));
  answers[0]!.reject(new Error('offline'));
  await caughtUp;
  expect(times()).toEqual([3]);
});

test('a frame that only says that the meter is away is no value', () => {
  const { hour, times } = remembering();
  hour.add(frame(3));
  hour.add(frame(4, { feedStatus: 'unreachable' }));
  expect(times()).toEqual([3]);
});

test('a server that has just started shows the minutes that were kept before', async () => {
  const { hour, answers, times, lines } = remembering([
    { to: 60, leq: 51 },
    { to: 120, leq: null },
    { to: 180, leq: 53 },
    { to: 240, leq: 54 },
  ]);
  const caughtUp = hour.catchUp();
  answers[0]!.resolve({ frames: [frame(200, { leq: 52.5 }), frame(201, { leq: 52.5 })] });
  await caughtUp;
  // Between the first two minutes nothing was measured: the line is broken there.
  expect(times()).toEqual([60, 60.001, 180, 200, 201]);
  expect(lines()).toEqual([
    [51, null, 53, 200, 201],
    [null, null, null, 52.5, 52.5],
  ]);
});
