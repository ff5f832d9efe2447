import { recordMinutes } from '@sitecast/api';
import type { AppCaller, TestApi } from '@sitecast/api/testing';

const MINUTE_MS = 60_000;
/** Minutes stored per call. */
const BATCH_SIZE = 5_000;

export interface Meter {
  unitId: string;
  caller: AppCaller;
  /** The end of its last minute. */
  until: Date;
}

/** Creates a meter with a reading for every minute of the last `days` days, stored as the product does. */
export async function seedMeter(api: TestApi, days: number): Promise<Meter> {
  const workspace = await api.buildWorkspace();
  const { id: unitId } = await api.buildUnit({ workspace });
  const until = Math.floor(api.clock.now().getTime() / MINUTE_MS) * MINUTE_MS;
  const count = days * 1440;
  for (let done = 0; done < count; done += BATCH_SIZE) {
    const length = Math.min(BATCH_SIZE, count - done);
    const minutes = Array.from({ length }, (_, n) => readingOf(until - (count - done - n) * MINUTE_MS));
    await recordMinutes(
      api.app.db,
      minutes.map((reading) => ({ unitId, reading })),
    );
    // Autovacuum would not analyze the table in time.
    if (api.app.db.databaseKind === 'postgresql') await api.app.db.$executeRawUnsafe('ANALYZE');
  }
  return { unitId, caller: workspace.as('viewer'), until: new Date(until) };
}

/** A varying level, low at night and high by day. */
function readingOf(at: number) {
  const leq = 55 + 12 * Math.sin((at / 86_400_000) * 2 * Math.PI) + 3 * Math.sin(at / 7_000_000);
  const level = (above: number) => Math.round((leq + above) * 10) / 10;
  return {
    at: new Date(at).toISOString(),
    leq: level(0),
    lmax: level(9),
    lmin: level(-8),
    l10: level(3),
    l90: level(-5),
    samples: 60,
    overload: false,
  };
}
