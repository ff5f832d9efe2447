import { fetchSlmmHistory, type UnitSource } from '@sitecast/monitor';
import { createMinuteAccumulator, minuteOf, type Reading } from '@sitecast/monitor/levels';

/** What is not older may be on its way still: a minute at the slow pace, and then some. */
const SHORTEST_GAP_MS = 2 * 60_000;
const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 7 * 24;

/**
 * The minutes that were measured while no process here read the meter, as far as whoever did has stored them: an SLMM
 * server has, about a value a minute. The minute under way is left to those who read it.
 *
 * @param since the time of the newest values that were kept, UTC
 * @throws DriverError
 */
export async function readMissed(source: UnitSource, since: string, now: Date): Promise<Reading[]> {
  const gapMs = now.getTime() - Date.parse(since);
  if (source.kind !== 'slmm' || gapMs < SHORTEST_GAP_MS) return [];
  const frames = await fetchSlmmHistory(source, Math.min(LONGEST_HOURS, Math.ceil(gapMs / HOUR_MS)));
  const until = minuteOf(now.toISOString());
  const minute = createMinuteAccumulator();
  const missed = frames
    .filter(({ timestamp }) => timestamp > since && timestamp < until)
    .map((frame) => minute.add({ unitId: source.unit, seq: 0, feedStatus: 'ok', ...frame }));
  return [...missed, minute.flush()].filter((reading) => reading !== null);
}
