import type { UnitStatus } from '@sitecast/monitor';
import { periodMinutes } from '@sitecast/monitor/alerts';
import type { Reading } from '@sitecast/monitor/levels';
import type { News } from './news.ts';
import type { Watch } from './watch.ts';

/** Minutes. */
export const LONGEST_PERIOD = Math.max(...Object.values(periodMinutes));

/** What is known here of a meter that this process reads, or has read and not written all of. */
export interface WatchedUnit {
  id: string;
  watch: Watch | null;
  /** Its rules have been looked up once. */
  isKnown: boolean;
  loadedAt: number;
  /** The database is away. Until it has been asked, what is known goes on to hold, and what is not known is waited for. */
  isCutOff: boolean;
  /** Since the rules are being looked up: what came meanwhile. */
  waiting: (() => void)[];
  loading: Promise<void> | null;
  status: UnitStatus | null;
  /** The last hour, oldest first. */
  readings: Reading[];
  /** What is not written yet, oldest first. */
  news: News[];
  /** Rules whose state has moved on since it was written. */
  unsaved: Set<string>;
  /** Writes of one meter come one after the other. */
  writing: Promise<unknown>;
  /** This process reads it no more; it is forgotten when everything is written. */
  isReleased: boolean;
}

export function newUnit(id: string): WatchedUnit {
  return {
    id,
    watch: null,
    isKnown: false,
    loadedAt: Number.NEGATIVE_INFINITY,
    isCutOff: false,
    waiting: [],
    loading: null,
    status: null,
    readings: [],
    news: [],
    unsaved: new Set(),
    writing: Promise.resolve(),
    isReleased: false,
  };
}

/** The newest hour of both, by the minute; of one minute the later word counts. */
export function mergeReadings(known: Reading[], more: Reading[]): Reading[] {
  const byMinute = new Map([...known, ...more].map((reading) => [reading.at, reading]));
  return [...byMinute.values()].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-LONGEST_PERIOD);
}
