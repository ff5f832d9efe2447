import type { Unit } from '@sitecast/api/units/schema';
import { createLevelBuffer, type LevelBuffer } from '@sitecast/ui/level-chart';
import { type Accessor, createEffect, createSignal } from 'solid-js';
import { useWorkspace } from '../../api/workspace.tsx';
import { createPageVisible } from '../../ui/in-sight.ts';
import { type Frame, followMeter } from './live-frames.ts';

export interface LiveLevels {
  /** The newest frame; undefined before the first. */
  frame: Accessor<Frame | undefined>;
  /** Lp and Leq of the last hour. */
  buffer: LevelBuffer;
  /** The last hour has been asked for. */
  isReady: Accessor<boolean>;
}

/** A meter's last hour, from what the server remembers, and then live; for as long as the page is looked at. */
export function createLiveLevels(unit: () => Unit): LiveLevels {
  const { api } = useWorkspace();
  const isLookedAt = createPageVisible();
  const [frame, setFrame] = createSignal<Frame>();
  const [isReady, setReady] = createSignal(false);
  const buffer = createLevelBuffer({ lines: 2, gapSeconds: Math.max(30, unit().slowPaceSec * 1.5) });
  let waiting: Frame[] | undefined;

  function take(frames: Frame[]): void {
    buffer.add(frames.flatMap(rowsOf));
  }

  /** What comes live waits for what was before it. */
  async function readRecent(unitId: string): Promise<void> {
    waiting = [];
    // Without the last hour there is what comes.
    const recent = await api.units.recent.query({ unitId }).catch(() => ({ frames: [] }));
    take([...recent.frames, ...(waiting ?? [])]);
    waiting = undefined;
    setReady(true);
  }

  createEffect(() => {
    if (isLookedAt()) void readRecent(unit().id);
  });
  followMeter(
    () => unit().id,
    isLookedAt,
    (next) => {
      setFrame(next);
      if (waiting) waiting.push(next);
      else take([next]);
    },
  );
  return { frame, buffer, isReady };
}

function rowsOf({ timestamp, feedStatus, heartbeat, lp, leq }: Frame) {
  const time = Date.parse(timestamp) / 1000;
  // Such a frame repeats the time of the last value: the line breaks after it.
  if (feedStatus !== 'ok') return [{ time: time + 0.5, levels: [null, null] }];
  return heartbeat ? [] : [{ time, levels: [lp, leq] }];
}
