import type { Unit } from '@sitecast/api/sites/units/schema';
import { buttonClass, Card, formatNumber, formatPercent, language, Skeleton } from '@sitecast/ui';
import { LevelChart, type Threshold } from '@sitecast/ui/level-chart';
import { useQuery } from '@tanstack/solid-query';
import { type ComponentProps, createMemo, createSignal, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { Download } from '../../ui/icons.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { zoneLabel } from '../../ui/zone.ts';
import { CustomSpan } from './CustomSpan.tsx';
import { csvAddress, historyData, historyLines, liveLines, summaryOf } from './chart-data.ts';
import { isoSpan, type Period, periods, type Span, spanOf } from './chart-span.ts';
import { judge } from './judge.ts';
import type { LiveLevels } from './live-levels.ts';

const HOUR_S = 3_600;
const MINUTE_MS = 60_000;

/** A meter's level over time: the last hour live, or any period of its history. */
export function MeterChart(props: { unit: Unit; live: LiveLevels; now: () => number }) {
  const { workspace } = useWorkspace();
  const timezone = () => props.unit.location?.timezone ?? 'UTC';
  const [period, setPeriod] = createSignal<Period>('live');
  const [custom, setCustom] = createSignal<Span>(spanOf('day', Date.now(), timezone()));
  // The span moves on each minute, and the history is read again.
  const minute = createMemo(() => Math.floor(props.now() / MINUTE_MS) * MINUTE_MS);
  const span = createMemo((): Span => {
    const chosen = period();
    return chosen === 'custom' ? custom() : spanOf(chosen, minute(), timezone());
  });
  return (
    <Card>
      <header class="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 border-b border-line px-5 py-3">
        <h2 class="text-base font-semibold">{t('meter.chart.title')}</h2>
        <div class="flex max-w-full min-w-0 flex-wrap items-center gap-2">
          <Segmented
            compact
            label={t('meter.chart.period')}
            value={period()}
            onChange={(next) => {
              if (next === 'custom') setCustom(span());
              setPeriod(next);
            }}
            options={periods.map((value) => ({ value, label: t(`meter.chart.periods.${value}`) }))}
          />
          <a
            href={csvAddress(props.unit.id, span(), workspace.id)}
            download=""
            class={buttonClass('ghost', 'sm')}
            title={t('meter.chart.csv')}
          >
            <Download class="size-4" aria-hidden="true" />
            <span class="max-sm:sr-only">{t('meter.chart.csv')}</span>
          </a>
        </div>
      </header>
      <Show when={period() === 'custom'}>
        <CustomSpan span={custom()} timezone={timezone()} onChange={setCustom} />
      </Show>
      <div class="px-5 pt-4 pb-3">
        <Show when={period() === 'live'} fallback={<HistoryChart unit={props.unit} span={span()} />}>
          <LiveChart unit={props.unit} live={props.live} timezone={timezone()} now={props.now} />
        </Show>
      </div>
    </Card>
  );
}

function LiveChart(props: { unit: Unit; live: LiveLevels; timezone: string; now: () => number }) {
  const data = () => props.live.buffer.data();
  const to = () => Math.max(data().times.at(-1) ?? 0, props.now() / 1000);
  const thresholds = createMemo(() => {
    const { limit } = judge(undefined, props.unit.location, props.now()).average;
    return thresholdsOf([[limit, t('meter.chart.limit')]], '--act');
  });
  return (
    <Chart
      name={props.unit.name}
      data={data()}
      lines={liveLines}
      thresholds={thresholds()}
      from={to() - HOUR_S}
      to={to()}
      timezone={props.timezone}
      empty={props.live.isReady() ? t('meter.chart.paused') : ''}
    />
  );
}

function HistoryChart(props: { unit: Unit; span: Span }) {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.meterHistory(props.unit.id, props.span),
    queryFn: () => api.units.history.query({ unitId: props.unit.id, ...isoSpan(props.span) }),
    // The last chart stays until the next one is loaded.
    placeholderData: <T,>(before: T | undefined) => before,
  }));
  const thresholds = createMemo(() => {
    const limits = props.unit.location?.limits;
    return thresholdsOf(
      [
        [limits?.day, t('meter.chart.limitDay')],
        [limits?.evening, t('meter.chart.limitEvening')],
        [limits?.night, t('meter.chart.limitNight')],
      ],
      '--ask',
    );
  });
  return (
    <Loaded query={query} skeleton={<Skeleton class="h-93" />}>
      {(history) => {
        const data = createMemo(() => historyData(history().points));
        return (
          <Chart
            name={props.unit.name}
            data={data()}
            lines={historyLines}
            band={{ upper: 1, lower: 2 }}
            thresholds={thresholds()}
            from={props.span.from / 1000}
            to={props.span.to / 1000}
            timezone={history().timezone}
            empty={t('meter.chart.nothing')}
            coverage={data().coverage}
          />
        );
      }}
    </Loaded>
  );
}

type ChartProps = Omit<ComponentProps<typeof LevelChart>, 'label' | 'summary' | 'locale' | 'class'> & {
  /** The meter's. */
  name: string;
  /** Of the history, in percent. */
  coverage?: number;
};

/** A chart, with its time zone and coverage below. */
function Chart(props: ChartProps) {
  return (
    <>
      <LevelChart
        {...props}
        label={t('meter.chart.label', { name: props.name })}
        summary={summaryOf(props.data.levels[0]!)}
        locale={language()}
        class="h-80"
      />
      <p class="flex flex-wrap justify-between gap-x-4 pt-2 text-xs text-quiet tabular-nums">
        <span>{t('meter.chart.zone', { zone: zoneLabel(props.timezone) })}</span>
        <Show when={props.coverage !== undefined}>
          <span>{t('meter.chart.coverage', { percent: formatPercent(props.coverage! / 100) })}</span>
        </Show>
      </p>
    </>
  );
}

function thresholdsOf(limits: [number | null | undefined, string][], color: string): Threshold[] {
  return limits.flatMap(([level, label]) =>
    level == null ? [] : [{ label: `${label} ${formatNumber(level)}`, level, color }],
  );
}
