import type { PortalFrame, PortalRecent } from '@sitecast/api/portal/view/schema';
import type { History } from '@sitecast/api/sites/readings/schema';
import { createLevelBuffer, type LevelData } from '@sitecast/ui';

interface LastHour {
  /** Lp, or the average of a minute where only that is stored, and LAeq since the measurement started; in dB. */
  levels: () => LevelData;
  add(frame: PortalFrame): void;
  /** Fetches missing values. Frames that arrive meanwhile are held back, so that each value is added once and in order. */
  catchUp(): Promise<void>;
}

interface LastHourSources {
  /** Frames in the server's memory: the whole hour, unless it was restarted. */
  recent: () => Promise<PortalRecent>;
  /** Stored readings of the hour, one per minute. */
  minutes: () => Promise<Pick<History, 'points'>>;
}

/** The data of the chart, merged from stored readings, the server's memory and the stream. */
export function createLastHour({ recent, minutes }: LastHourSources): LastHour {
  const buffer = createLevelBuffer({ lines: 2 });
  const waiting: PortalFrame[] = [];
  let fetching = 0;

  function add(frames: PortalFrame[]): void {
    // A status change repeats the last value.
    const values = frames.filter(({ feedStatus }) => feedStatus === 'ok');
    buffer.add(values.map(({ timestamp, lp, leq }) => ({ time: seconds(timestamp), levels: [lp, leq] })));
  }

  /** Readings before the first frame. @param before seconds since the epoch */
  function addMinutes({ points }: Pick<History, 'points'>, before: number): void {
    const earlier = points.filter(({ to, leq }) => leq !== null && seconds(to) < before);
    buffer.add(earlier.map(({ to, leq }) => ({ time: seconds(to), levels: [leq, null] })));
  }

  async function fetchAll(): Promise<void> {
    const isFirst = buffer.data().times.length === 0;
    // If a fetch fails, the chart uses the other sources, and the page shows the problem.
    const [remembered, kept] = await Promise.all([
      recent().catch(() => ({ frames: [] })),
      isFirst ? minutes().catch(() => ({ points: [] })) : { points: [] },
    ]);
    const [first = waiting[0]] = remembered.frames;
    addMinutes(kept, first ? seconds(first.timestamp) : Number.POSITIVE_INFINITY);
    add(remembered.frames);
  }

  return {
    levels: buffer.data,
    add(frame) {
      if (fetching > 0) waiting.push(frame);
      else add([frame]);
    },
    async catchUp() {
      fetching++;
      await fetchAll();
      fetching--;
      if (fetching === 0) add(waiting.splice(0));
    },
  };
}

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
