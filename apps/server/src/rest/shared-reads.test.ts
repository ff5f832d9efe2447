import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSharedReads } from './shared-reads.ts';

/** Reads that end when the test says so. */
function createReader() {
  const shared = createSharedReads();
  const ends: { value: () => void; error: () => void }[] = [];
  const read = () =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const body = String(ends.length);
      ends.push({ value: () => resolve({ status: 200, body }), error: () => reject(new Error(body)) });
    });
  return { ask: (key = 'a') => shared(key, read), ends };
}
const settled = async () => {
  for (let turn = 0; turn < 3; turn++) await setImmediate();
};

test('who asks while a read is under way waits for the next one, together with all others', async () => {
  const { ask, ends } = createReader();
  const first = ask();
  await settled();
  const later = [ask(), ask(), ask()];
  await settled();
  expect(ends).toHaveLength(1);
  ends[0]!.value();
  expect(await first).toMatchObject({ body: '0' });
  await settled();
  expect(ends).toHaveLength(2);
  const last = ask();
  ends[1]!.value();
  for (const answer of later) expect(await answer).toMatchObject({ body: '1' });
  await settled();
  ends[2]!.value();
  expect(await last).toMatchObject({ body: '2' });
});

test('other reads do not wait', async () => {
  const { ask, ends } = createReader();
  void ask('a');
  const other = ask('b');
  await settled();
  expect(ends).toHaveLength(2);
  ends[1]!.value();
  expect(await other).toMatchObject({ body: '1' });
});

test('a read that fails fails for those who share it, and not for those after', async () => {
  const { ask, ends } = createReader();
  const both = Promise.allSettled([ask(), ask()]);
  await settled();
  const after = ask();
  ends[0]!.error();
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await settled();
  ends[1]!.value();
  expect(await after).toMatchObject({ body: '1' });
});
