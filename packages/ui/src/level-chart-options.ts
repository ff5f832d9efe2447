import uPlot from 'uplot';

export interface LevelLine {
  label: string;
  /** A CSS variable, such as `--accent`. */
  color: string;
  /** In px; default 1.5. */
  width?: number;
  /** Fills the area down to the axis. */
  filled?: boolean;
  /** Drawn semi-transparent. */
  faint?: boolean;
}

export interface Threshold {
  label: string;
  level: number;
  /** A CSS variable. */
  color: string;
}

/** Inputs of the chart, read on each draw. */
export interface ChartInputs {
  lines: LevelLine[];
  /** Fills the area between two lines, given by index. */
  band?: { upper: number; lower: number };
  color(variable: string, percent?: number): string;
  thresholds(): Threshold[];
  range(): { from?: number; to?: number };
  timezone(): string;
  timeLabel(time: number, step: number): string;
  levelLabel(level: number): string;
  onCursor(index: number | null): void;
}

const FONT = '12px "Inter Variable", sans-serif';
const STEPS = [5, 10, 20, 50];
const EMPTY = { min: 30, max: 90 };

export function plotOptions(size: { width: number; height: number }, drawn: ChartInputs): uPlot.Options {
  const axis = {
    stroke: () => drawn.color('--quiet'),
    font: FONT,
    grid: { stroke: () => drawn.color('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    ...size,
    padding: [10, 4, 0, 0],
    legend: { show: false },
    tzDate: (time) => uPlot.tzDate(new Date(time * 1000), drawn.timezone()),
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: {
        range: (_plot, min, max) => {
          const { from, to } = drawn.range();
          return [from ?? min ?? 0, to ?? max ?? 1];
        },
      },
      y: { range: (_plot, min, max) => levelRange(min, max, drawn.thresholds()) },
    },
    axes: [
      {
        ...axis,
        space: 64,
        size: 28,
        values: (_plot, times, _axis, _space, step) => times.map((time) => drawn.timeLabel(time, step)),
      },
      {
        ...axis,
        size: 36,
        gap: 8,
        space: 34,
        incrs: STEPS,
        values: (_plot, levels) => levels.map((level) => drawn.levelLabel(level)),
      },
    ],
    series: [{}, ...drawn.lines.map((line) => seriesOf(line, drawn))],
    bands: drawn.band && [
      {
        series: [drawn.band.upper + 1, drawn.band.lower + 1],
        fill: () => drawn.color(drawn.lines[drawn.band!.upper]!.color, 14),
      },
    ],
    hooks: {
      draw: [(plot) => drawThresholds(plot, drawn)],
      setCursor: [(plot) => drawn.onCursor(plot.cursor.idx ?? null)],
    },
  };
}

function seriesOf({ label, color, width = 1.5, filled, faint }: LevelLine, drawn: ChartInputs): uPlot.Series {
  const stroke = () => drawn.color(color, faint ? 50 : 100);
  return {
    label,
    width,
    stroke,
    ...(filled && { fill: () => drawn.color(color, 10) }),
    points: { size: 4, show: true, filter: lonePoints, stroke },
  };
}

/** Draws a point for a value between two gaps, which would otherwise be invisible. */
const lonePoints: uPlot.Series.Points.Filter = (plot, series, show) => {
  if (show === false) return null;
  const levels = plot.data[series]!;
  const found: number[] = [];
  const { min = 0, max = 0 } = { min: plot.series[0]!.idxs?.[0], max: plot.series[0]!.idxs?.[1] };
  for (let index = min; index <= max; index++) {
    const isLone = levels[index] != null && levels[index - 1] == null && levels[index + 1] == null;
    if (isLone) found.push(index);
  }
  return found;
};

/** Rounded to tens, so that the axis stays put while levels vary; includes nearby thresholds. */
function levelRange(min: number | null, max: number | null, thresholds: Threshold[]): [number, number] {
  if (min === null || max === null) return [EMPTY.min, EMPTY.max];
  const near = thresholds.map(({ level }) => level).filter((level) => level > min - 25 && level < max + 25);
  const bottom = Math.floor((Math.min(min, ...near) - 2) / 10) * 10;
  const top = Math.ceil((Math.max(max, ...near) + 2) / 10) * 10;
  return [bottom, Math.max(top, bottom + 30)];
}

function drawThresholds(plot: uPlot, drawn: ChartInputs): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = `${11 * ratio}px "Inter Variable", sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  for (const { label, level, color } of drawn.thresholds()) {
    const y = Math.round(plot.valToPos(level, 'y', true)) + 0.5;
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = ctx.fillStyle = drawn.color(color);
    ctx.lineWidth = ratio;
    ctx.setLineDash([4 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    // An outline, so that the label is readable over lines.
    ctx.setLineDash([]);
    ctx.lineWidth = 5 * ratio;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = drawn.color('--surface', 85);
    ctx.strokeText(label, bbox.left + bbox.width - 4 * ratio, y - 3 * ratio);
    ctx.fillText(label, bbox.left + bbox.width - 4 * ratio, y - 3 * ratio);
  }
  ctx.restore();
}
