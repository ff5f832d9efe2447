import { createOutage } from '@sitecast/api';
import { expect, test } from 'vitest';
import { createTestLog } from '../../test/log.ts';
import { repeat } from './repeat.ts';

test('what fails again and again is told once, and once that it works again', async () => {
  const { log, lines } = createTestLog();
  const state = { fails: false };
  const work = async () => {
    if (state.fails) throw new Error('The database is away');
  };
  const repeated = repeat(work, 60_000, createOutage(log, 'writing minutes'));
  for (const fails of [false, true, true, true, false, false, true, false]) {
    state.fails = fails;
    await repeated.now();
  }
  await repeated.stop();
  const away = { level: 50, msg: expect.stringContaining('writing minutes fails'), err: expect.anything() };
  const back = { level: 40, msg: 'writing minutes works again' };
  expect(lines).toMatchObject([away, { ...back, failures: 3 }, away, { ...back, failures: 1 }]);
});
