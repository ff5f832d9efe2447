import type { Reading } from '@sitecast/monitor/levels';
import { recordMinutes } from '../sites/readings/write.ts';
import type { TestApi } from './test-api.ts';

/** A minute with 60 samples, whose other levels follow from its LAeq. */
export function testReading(at: string | number, leq = 50, rest: Partial<Reading> = {}): Reading {
  const levels = { leq, lmax: leq + 10, lmin: leq - 10, l10: leq + 3, l90: leq - 5 };
  return { at: new Date(at).toISOString(), ...levels, samples: 60, overload: false, ...rest };
}

/** A meter assigned to a location, and a function that records its minutes. */
export async function buildMeasuredLocation(api: TestApi, timezone = 'Europe/Berlin') {
  const mine = await api.buildWorkspace();
  const project = await api.buildProject({ workspace: mine, timezone });
  const location = await api.buildLocation({ project });
  const unit = await api.buildUnit({ at: location });
  const { id: unitId } = unit;
  const record = (...readings: Reading[]) =>
    recordMinutes(
      api.app.db,
      readings.map((one) => ({ unitId, reading: one })),
    );
  return { mine, viewer: mine.as('viewer'), project, location, unit, unitId, record };
}
