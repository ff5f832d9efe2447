import { expect, test } from 'vitest';
import { createSingleFlight } from './single-flight.ts';

test('concurrent calls share one load; later calls, or calls after a reset, load again', async () => {
  const answers: ((value: number) => void)[] = [];
  const load = () => new Promise<number>((resolve) => answers.push(resolve));
  const flights = createSingleFlight<number>();
  const first = [flights.get('a', load), flights.get('a', load), flights.get('b', load)];
  expect(answers).toHaveLength(2);
  flights.reset();
  const changed = flights.get('a', load);
  answers.forEach((answer, n) => void answer(n));
  expect(await Promise.all([...first, changed])).toEqual([0, 0, 1, 2]);
  const later = flights.get('a', load);
  answers[3]!(3);
  expect(await later).toBe(3);
});

test('a failure is shared by concurrent calls and not kept', async () => {
  const flights = createSingleFlight<number>();
  const failing = async () => Promise.reject(new Error('down'));
  const both = [flights.get('a', failing), flights.get('a', async () => 1)];
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await flights.get('a', async () => 1)).toBe(1);
});
