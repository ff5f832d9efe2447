import { createOutage } from '@sitecast/api';
import { expect, test } from 'vitest';
import { createTestLog } from '../../test/log.ts';
import { repeat } from './repeat.ts';

test('logs repeated failures once, and once that the work succeeds again', async () => {
  const { log, lines } = createTestLog();
  const state = { fails: false };
  const work = async () => {
    if (state.fails) throw new Error('The database is unavailable');
  };
  const repeated = repeat(work, 60_000, createOutage(log, 'writing minutes'));
  for (const fails of [false, true, true, true, false, false, true, false]) {
    state.fails = fails;
    await repeated.now();
  }
  await repeated.stop();
  const failing = {
    level: 50,
    msg: expect.stringContaining('writing minutes fails'),
    err: expect.anything(),
  };
  const working = { level: 40, msg: 'writing minutes works again' };
  expect(lines).toMatchObject([failing, { ...working, failures: 3 }, failing, { ...working, failures: 1 }]);
});
