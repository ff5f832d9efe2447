import { expect, test } from 'vitest';
import { shareLookUps } from './shared.ts';

test('a crowd asks once; who comes later, or after a change, asks anew', async () => {
  const answers: ((value: number) => void)[] = [];
  const load = () => new Promise<number>((resolve) => answers.push(resolve));
  const shared = shareLookUps<number>();
  const first = [shared.get('a', load), shared.get('a', load), shared.get('b', load)];
  expect(answers).toHaveLength(2);
  shared.forget();
  const changed = shared.get('a', load);
  answers.forEach((answer, n) => void answer(n));
  expect(await Promise.all([...first, changed])).toEqual([0, 0, 1, 2]);
  const later = shared.get('a', load);
  answers[3]!(3);
  expect(await later).toBe(3);
});

test('a failure is everybody’s, and not kept', async () => {
  const shared = shareLookUps<number>();
  const failing = async () => Promise.reject(new Error('away'));
  const both = [shared.get('a', failing), shared.get('a', async () => 1)];
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await shared.get('a', async () => 1)).toBe(1);
});
