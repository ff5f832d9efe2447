import { createOutage, type UnitReading } from '@sitecast/api';
import type { Reading } from '@sitecast/monitor/levels';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createMinutes } from './minutes.ts';

const reading = (at: string, leq: number, samples: number): Reading => ({
  at,
  leq,
  lmax: leq,
  lmin: leq,
  l10: leq,
  l90: leq,
  samples,
  overload: false,
});

function create() {
  const stored: UnitReading[][] = [];
  const state = { fails: false };
  const minutes = createMinutes({
    async record(readings) {
      if (state.fails) throw new Error('The database is unavailable');
      stored.push(readings);
    },
    collect() {},
    outage: createOutage(pino({ level: 'silent' }), 'writing minutes'),
    onError() {},
  });
  return { minutes, stored, state };
}

test('writes the minutes of all meters together, and retries those that could not be written', async () => {
  const { minutes, stored, state } = create();
  minutes.add('a', reading('2026-03-01T12:00:00.000Z', 50, 60));
  state.fails = true;
  await expect(minutes.write()).rejects.toThrow('unavailable');
  minutes.add('b', reading('2026-03-01T12:00:00.000Z', 60, 1));
  state.fails = false;
  await minutes.write();
  await minutes.write();
  expect(stored).toHaveLength(1);
  expect(stored[0]!.map(({ unitId }) => unitId).sort()).toEqual(['a', 'b']);
  await minutes.close();
});

test('combines two parts of a minute, and writes the rest on close', async () => {
  const { minutes, stored } = create();
  minutes.add('a', reading('2026-03-01T12:00:00.000Z', 50, 30));
  minutes.add('a', reading('2026-03-01T12:00:00.000Z', 60, 30));
  await minutes.close();
  expect(stored).toMatchObject([[{ unitId: 'a', reading: { leq: 57.4, samples: 60, lmax: 60, lmin: 50 } }]]);
});
