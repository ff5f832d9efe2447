import { setImmediate as nextTurn } from 'node:timers/promises';
import { createSimulatedLevel, type SimulatorSource } from '@sitecast/monitor';
import { createLevelCounts, type Reading, round1 } from '@sitecast/monitor/levels';

const MINUTE_MS = 60_000;
/** One Lp value per 5 s makes a minute that looks continuously measured. */
const EVERY_MS = 5_000;
/** Minutes simulated before yielding to the event loop. */
const AT_ONCE = 30;

/** The readings that a simulated meter would have measured: the same values as when it is polled. Times are in ms. */
export async function simulateReadings(
  { source, unitId, timezone }: { source: SimulatorSource; unitId: string; timezone: string },
  { from, to }: { from: number; to: number },
): Promise<Reading[]> {
  const levelAt = createSimulatedLevel(source, unitId, timezone);
  const readings: Reading[] = [];
  for (let minute = from; minute < to; minute += MINUTE_MS) {
    readings.push(readingOf(minute, levelAt));
    if (readings.length % AT_ONCE === 0) await nextTurn();
  }
  return readings;
}

function readingOf(minute: number, levelAt: (at: number) => number): Reading {
  const counts = createLevelCounts();
  for (let at = minute; at < minute + MINUTE_MS; at += EVERY_MS) counts.add(levelAt(at));
  return {
    at: new Date(minute).toISOString(),
    leq: round1(counts.leq()!),
    lmax: counts.max()!,
    lmin: counts.min()!,
    l10: counts.exceeded(10)!,
    l90: counts.exceeded(90)!,
    samples: counts.samples,
    overload: false,
  };
}
