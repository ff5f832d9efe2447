import type { PortalFrame, PortalRecent } from '@sitecast/api/portal/view/schema';
import type { History } from '@sitecast/api/sites/readings/schema';
import { createLevelBuffer, type LevelData } from '@sitecast/ui';

interface LastHour {
  /** The level, which is Lp, or the average of a minute where no more was kept; and LAeq since the measurement began. */
  levels: () => LevelData;
  add(frame: PortalFrame): void;
  /** Fetches what is not known yet; what streams in meanwhile waits, so that every value is in its place, once. */
  catchUp(): Promise<void>;
}

interface LastHourSources {
  /** The frames that the server remembers: all of the hour, if it has run that long. */
  recent: () => Promise<PortalRecent>;
  /** What was kept of the same hour, by the minute. */
  minutes: () => Promise<Pick<History, 'points'>>;
}

/** What the chart shows, of sources that overlap: what was kept, what the server remembers, and the stream. */
export function createLastHour({ recent, minutes }: LastHourSources): LastHour {
  const buffer = createLevelBuffer({ lines: 2 });
  const waiting: PortalFrame[] = [];
  let fetching = 0;

  function add(frames: PortalFrame[]): void {
    // What only says that the meter is away repeats its last value.
    const values = frames.filter(({ feedStatus }) => feedStatus === 'ok');
    buffer.add(values.map(({ timestamp, lp, leq }) => ({ time: seconds(timestamp), levels: [lp, leq] })));
  }

  /** Of the time before the first frame. @param before seconds */
  function addMinutes({ points }: Pick<History, 'points'>, before: number): void {
    const earlier = points.filter(({ to, leq }) => leq !== null && seconds(to) < before);
    buffer.add(earlier.map(({ to, leq }) => ({ time: seconds(to), levels: [leq, null] })));
  }

  async function fetchAll(): Promise<void> {
    const isFirst = buffer.data().times.length === 0;
    // Without either of them the chart begins with the other, or with what streams in; the page says what is wrong.
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
