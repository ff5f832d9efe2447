import { createMemo } from 'solid-js';
import { cx } from './cx.ts';

export interface SparklinePoint {
  /** Seconds since the epoch. */
  at: number;
  /** dB; null: a gap. */
  level: number | null;
}

interface SparklineProps {
  /** In chronological order. */
  points: SparklinePoint[];
  /** The time range, in seconds since the epoch. */
  from: number;
  to: number;
  class?: string;
}

const WIDTH = 120;
const HEIGHT = 40;
/** Minimum height of the value range in dB, so that small variations look flat. */
const MIN_SPAN_DB = 15;

/** A small line of the last minutes without axes, to show next to a value. */
export function Sparkline(props: SparklineProps) {
  const drawn = createMemo(() => draw(props.points, props.from, props.to));
  return (
    <svg
      class={cx('block', props.class)}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={drawn().area} fill="currentColor" opacity="0.12" />
      <path
        d={drawn().line}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linejoin="round"
        stroke-linecap="round"
        vector-effect="non-scaling-stroke"
      />
    </svg>
  );
}

function draw(points: SparklinePoint[], from: number, to: number) {
  const known = points.flatMap(({ level }) => (level === null ? [] : [level]));
  const low = Math.min(...known);
  const high = Math.max(...known);
  const slack = Math.max(0, MIN_SPAN_DB - (high - low)) / 2;
  const x = (at: number) => (((at - from) / (to - from)) * WIDTH).toFixed(1);
  const y = (level: number) =>
    (HEIGHT - 2 - ((level - low + slack) / (high - low + 2 * slack)) * (HEIGHT - 4)).toFixed(1);
  let line = '';
  let area = '';
  for (const [index, { at, level }] of points.entries()) {
    if (level === null) continue;
    const begins = (points[index - 1]?.level ?? null) === null;
    const ends = (points[index + 1]?.level ?? null) === null;
    line += `${begins ? 'M' : 'L'}${x(at)} ${y(level)}`;
    area += begins ? `M${x(at)} ${HEIGHT}L${x(at)} ${y(level)}` : `L${x(at)} ${y(level)}`;
    if (ends) area += `L${x(at)} ${HEIGHT}Z`;
  }
  return { line, area };
}
