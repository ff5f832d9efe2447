import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './level-chart.css';
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import { cx } from './cx.ts';
import { createElementSize } from './element-size.ts';
import type { LevelData } from './level-buffer.ts';
import { type LevelLine, plotOptions, type Threshold } from './level-chart-options.ts';
import { isDark } from './theme.ts';

export { createLevelBuffer, type LevelBuffer, type LevelData } from './level-buffer.ts';
export type { LevelLine, Threshold };

interface LevelChartProps {
  /** Accessible name. */
  label: string;
  /** Text alternative for screen readers. */
  summary: string;
  /** One series of levels per line, in dB. */
  data: LevelData;
  /** Not reactive: fixed when the chart is created. */
  lines: LevelLine[];
  /** Fills the area between two lines, given by index. */
  band?: { upper: number; lower: number };
  thresholds?: Threshold[];
  /** Range of the time axis, in seconds since the epoch; default: that of the data. */
  from?: number;
  to?: number;
  /** IANA time zone for times. */
  timezone: string;
  /** Language tag for times and numbers. */
  locale: string;
  /** Shown over the plot while there is no data. */
  empty?: string;
  /** Classes of the plot, for its height. */
  class?: string;
}

/** A chart of levels over time. Draws at most once per frame, and not while the page is hidden. */
export function LevelChart(props: LevelChartProps) {
  const [cursor, setCursor] = createSignal<number | null>(null);
  const [size, observe] = createElementSize();
  const formats = createMemo(() => formatsFor(props.locale, props.timezone));
  let host!: HTMLDivElement;
  let probe!: HTMLSpanElement;
  let plot: uPlot | undefined;
  let frame = 0;
  let colors = new Map<string, string>();

  /** Resolves a colour in the current theme, because a canvas has no CSS variables. */
  function color(variable: string, percent = 100): string {
    const value = `color-mix(in oklab, var(${variable}) ${percent}%, transparent)`;
    let resolved = colors.get(value);
    if (resolved === undefined) {
      probe.style.color = value;
      resolved = getComputedStyle(probe).color;
      colors.set(value, resolved);
    }
    return resolved;
  }

  function draw(): void {
    frame = 0;
    const { width, height } = size();
    if (width === 0 || height === 0) return;
    colors = new Map();
    const { times, levels } = props.data;
    const data: uPlot.AlignedData = [times, ...levels];
    if (!plot) {
      const drawn = {
        lines: props.lines,
        band: props.band,
        color,
        thresholds: () => props.thresholds ?? [],
        range: () => ({ from: props.from, to: props.to }),
        timezone: () => props.timezone,
        timeLabel: (time: number, step: number) => formats().tick(time, step),
        levelLabel: (level: number) => formats().whole(level),
        onCursor: setCursor,
      };
      plot = new uPlot(plotOptions({ width, height }, drawn), data, host);
      return;
    }
    if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
    plot.setData(data);
  }

  // Animation frames are not requested while the page is hidden.
  const schedule = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  onMount(() => {
    // Without canvas support only the text is shown.
    if (!document.createElement('canvas').getContext('2d')) return;
    observe(host);
    createEffect(
      on(
        [() => props.data, () => props.thresholds, () => props.from, () => props.to, formats, size, isDark],
        schedule,
      ),
    );
  });
  onCleanup(() => {
    cancelAnimationFrame(frame);
    plot?.destroy();
  });

  const shown = () => {
    const { times } = props.data;
    const index = cursor() ?? times.length - 1;
    return { index, time: cursor() === null ? undefined : times[index] };
  };
  const isEmpty = () => !props.data.levels.some((line) => line.some((level) => level !== null));

  return (
    <figure class="level-chart flex min-w-0 flex-col gap-2">
      <figcaption class="flex min-h-5 flex-wrap items-center gap-x-5 gap-y-1 text-sm tabular-nums">
        <For each={props.lines}>
          {(line, index) => (
            <span class="inline-flex items-center gap-1.5">
              <span class="h-0.5 w-3 rounded-full" style={{ 'background-color': `var(${line.color})` }} />
              <span class="text-quiet">{line.label}</span>
              <span class="min-w-9 font-medium">
                {formats().level(props.data.levels[index()]?.[shown().index])}
              </span>
            </span>
          )}
        </For>
        <span class="ml-auto text-quiet">
          <Show when={shown().time}>{(time) => formats().exact(time())}</Show>
        </span>
      </figcaption>
      <div class="relative">
        <div
          ref={host}
          role="img"
          aria-label={props.label}
          aria-description={props.summary}
          class={cx('overflow-hidden', props.class ?? 'h-72')}
        />
        <span ref={probe} class="absolute size-0" aria-hidden="true" />
        <Show when={isEmpty() && props.empty}>
          <p class="absolute inset-0 flex items-center justify-center px-6 text-center text-quiet">
            {props.empty}
          </p>
        </Show>
      </div>
      <p class="sr-only">{props.summary}</p>
    </figure>
  );
}

const DAY = 86_400;

function formatsFor(locale: string, timeZone: string) {
  const time = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
    return (seconds: number) => format.format(seconds * 1000);
  };
  const minute = time({ hour: '2-digit', minute: '2-digit' });
  const second = time({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const day = time({ day: 'numeric', month: 'short' });
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return {
    /** Axis labels: as precise as the step, with the date at midnight. */
    tick(at: number, step: number): string {
      if (step >= DAY) return day(at);
      if (step < 60) return second(at);
      const text = minute(at);
      return /^0?0.0?0$/.test(text) ? day(at) : text;
    },
    exact: time({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    level: (level: number | null | undefined) => (level == null ? '–' : number.format(level)),
    whole: (level: number) => whole.format(level),
  };
}
