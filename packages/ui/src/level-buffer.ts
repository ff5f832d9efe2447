import { type Accessor, createSignal } from 'solid-js';

/** Lines of a chart over one and the same times: seconds since the epoch, ascending. Null: a gap. */
export interface LevelData {
  times: number[];
  levels: (number | null)[][];
}

export interface LevelBuffer {
  /** The same arrays each time; read in a tracking scope it tells of every change. */
  data: Accessor<LevelData>;
  /** Adds what is newer than the newest; the rest is known already. One value a line and time. */
  add(rows: { time: number; levels: (number | null)[] }[]): void;
}

interface LevelBufferOptions {
  lines: number;
  /** An hour at one value a second. */
  capacity?: number;
  /** From so many seconds without a value on there is a gap. */
  gapSeconds?: number;
}

/** What a live chart shows: it keeps the newest values and never grows beyond its capacity. */
export function createLevelBuffer({
  lines,
  capacity = 3_600,
  gapSeconds = 90,
}: LevelBufferOptions): LevelBuffer {
  const times: number[] = [];
  const levels = Array.from({ length: lines }, (): (number | null)[] => []);
  const [data, tell] = createSignal<LevelData>({ times, levels }, { equals: false });

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
        // A row of nothing breaks the lines.
        if (last !== undefined && time - last > gapSeconds) append(last + 0.001, []);
        append(time, values);
        added = true;
      }
      if (added) tell({ times, levels });
    },
  };
}
