import { fetchSlmmHistory, type UnitSource } from '@sitecast/monitor';
import { createMinuteAccumulator, minuteOf, type Reading } from '@sitecast/monitor/levels';

/** Shorter gaps are not filled: at the slow pace, values arrive once a minute. */
const MIN_GAP_MS = 2 * 60_000;
const HOUR_MS = 3_600_000;
const MAX_HOURS = 7 * 24;

/**
 * The minutes that were measured while no process polled the meter, if its source has stored them: an SLMM server stores
 * about one value a minute. The current minute is left to the reader.
 *
 * @param since time of the latest stored values, UTC
 * @throws DriverError
 */
export async function readMissed(source: UnitSource, since: string, now: Date): Promise<Reading[]> {
  const gapMs = now.getTime() - Date.parse(since);
  if (source.kind !== 'slmm' || gapMs < MIN_GAP_MS) return [];
  const frames = await fetchSlmmHistory(source, Math.min(MAX_HOURS, Math.ceil(gapMs / HOUR_MS)));
  const until = minuteOf(now.toISOString());
  const minute = createMinuteAccumulator();
  const missed = frames
    .filter(({ timestamp }) => timestamp > since && timestamp < until)
    .map((frame) => minute.add({ unitId: source.unit, seq: 0, feedStatus: 'ok', ...frame }));
  return [...missed, minute.flush()].filter((reading) => reading !== null);
}
