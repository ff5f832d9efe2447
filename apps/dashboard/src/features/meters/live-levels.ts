import type { HistoryPoint } from '@sitecast/api/sites/readings/schema';
import type { Unit } from '@sitecast/api/sites/units/schema';
import { createLevelBuffer, type LevelBuffer } from '@sitecast/ui/level-chart';
import { type Accessor, createEffect, createSignal } from 'solid-js';
import { useWorkspace } from '../../api/workspace.tsx';
import { createPageVisible } from '../../ui/in-sight.ts';
import { isoSpan } from './chart-span.ts';
import { type Frame, followMeter } from './live-frames.ts';

export interface LiveLevels {
  /** The newest frame; undefined until there is one. */
  frame: Accessor<Frame | undefined>;
  /** Lp and Leq of the last hour. */
  buffer: LevelBuffer;
  /** Whether the last hour has been loaded, if possible. */
  isReady: Accessor<boolean>;
}

const HOUR_MS = 3_600_000;

/**
 * A meter's last hour: averages by the minute, then the frames that the server has buffered, then live frames while
 * the page is visible.
 */
export function createLiveLevels(unit: () => Unit): LiveLevels {
  const { api } = useWorkspace();
  const isVisible = createPageVisible();
  const [frame, setFrame] = createSignal<Frame>();
  const [isReady, setReady] = createSignal(false);
  const buffer = createLevelBuffer({ lines: 2, gapSeconds: Math.max(30, unit().slowPaceSec * 1.5) });
  let waiting: Frame[] | undefined;

  function take(frames: Frame[]): void {
    buffer.add(frames.flatMap(rowsOf));
  }

  /** Frames that arrive meanwhile are added afterwards. */
  async function loadLastHour(unitId: string): Promise<void> {
    waiting = [];
    const to = Date.now();
    // If this fails, the buffer starts with live frames.
    const [recent, history] = await Promise.all([
      api.units.recent.query({ unitId }).catch(() => ({ frames: [] })),
      api.units.history
        .query({ unitId, ...isoSpan({ from: to - HOUR_MS, to, step: '1m' }) })
        .catch(() => ({ points: [] })),
    ]);
    const frames = [...recent.frames, ...(waiting ?? [])];
    const since = frames[0] ? Date.parse(frames[0].timestamp) : Number.POSITIVE_INFINITY;
    buffer.add(history.points.filter((point) => Date.parse(point.to) <= since).flatMap(minuteRows));
    take(frames);
    waiting = undefined;
    setReady(true);
  }

  createEffect(() => {
    if (isVisible()) void loadLastHour(unit().id);
  });
  followMeter(
    () => unit().id,
    isVisible,
    (next) => {
      setFrame(next);
      if (waiting) waiting.push(next);
      else take([next]);
    },
  );
  return { frame, buffer, isReady };
}

function minuteRows({ from, leq }: HistoryPoint) {
  return leq === null ? [] : [{ time: Date.parse(from) / 1000 + 30, levels: [leq, null] }];
}

function rowsOf({ timestamp, feedStatus, heartbeat, lp, leq }: Frame) {
  const time = Date.parse(timestamp) / 1000;
  // Such a frame has the time of the last value, after which the line breaks.
  if (feedStatus !== 'ok') return [{ time: time + 0.5, levels: [null, null] }];
  return heartbeat ? [] : [{ time, levels: [lp, leq] }];
}
