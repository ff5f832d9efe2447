import { type Accessor, createSignal } from 'solid-js';

/** Chart lines with common times in seconds since the epoch, ascending. Levels in dB; null: a gap. */
export interface LevelData {
  times: number[];
  levels: (number | null)[][];
}

export interface LevelBuffer {
  /** Always the same arrays; reactive. */
  data: Accessor<LevelData>;
  /** Adds rows that are newer than the last; ignores others. One value per line and time. */
  add(rows: { time: number; levels: (number | null)[] }[]): void;
}

interface LevelBufferOptions {
  lines: number;
  /** Maximum number of rows; default: an hour at one per second. */
  capacity?: number;
  /** Seconds without a value after which there is a gap. */
  gapSeconds?: number;
}

/** The data of a live chart: a buffer of the latest values with a fixed capacity. */
export function createLevelBuffer({
  lines,
  capacity = 3_600,
  gapSeconds = 90,
}: LevelBufferOptions): LevelBuffer {
  const times: number[] = [];
  const levels = Array.from({ length: lines }, (): (number | null)[] => []);
  const [data, notify] = createSignal<LevelData>({ times, levels }, { equals: false });

  function append(time: number, values: (number | null)[]): void {
    times.push(time);
    for (const [line, values_] of levels.entries()) values_.push(values[line] ?? null);
    if (times.length <= capacity) return;
    times.shift();
    for (const line of levels) line.shift();
  }

  return {
    data,
    add(rows) {
      let added = false;
      for (const { time, levels: values } of rows) {
        const last = times.at(-1);
        if (last !== undefined && time <= last) continue;
        // An empty row breaks the lines.
        if (last !== undefined && time - last > gapSeconds) append(last + 0.001, []);
        append(time, values);
        added = true;
      }
      if (added) notify({ times, levels });
    },
  };
}
