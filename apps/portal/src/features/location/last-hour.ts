import type { PortalFrame, PortalRecent } from '@sitecast/api/portal/schema';
import { createLevelBuffer, type LevelData } from '@sitecast/ui';

interface LastHour {
  /** Of Lp and LAeq. */
  levels: () => LevelData;
  add(frame: PortalFrame): void;
  /** Fetches what is not known yet; what streams in meanwhile waits, so that every value is in its place, once. */
  catchUp(): Promise<void>;
}

/** What the chart shows, of two sources that overlap: what the server remembers, and the stream. */
export function createLastHour(fetchRecent: () => Promise<PortalRecent>): LastHour {
  const buffer = createLevelBuffer({ lines: 2 });
  const waiting: PortalFrame[] = [];
  let fetching = 0;

  function add(frames: PortalFrame[]): void {
    // What only says that the meter is away repeats its last value.
    const values = frames.filter(({ feedStatus }) => feedStatus === 'ok');
    buffer.add(
      values.map(({ timestamp, lp, leq }) => ({ time: Date.parse(timestamp) / 1000, levels: [lp, leq] })),
    );
  }

  return {
    levels: buffer.data,
    add(frame) {
      if (fetching > 0) waiting.push(frame);
      else add([frame]);
    },
    async catchUp() {
      fetching++;
      try {
        const { frames } = await fetchRecent();
        add(frames);
      } catch {
        // The chart begins with what streams in; the page says itself what is wrong.
      } finally {
        fetching--;
        if (fetching === 0) add(waiting.splice(0));
      }
    },
  };
}
