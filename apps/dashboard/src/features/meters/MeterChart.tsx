import type { Unit } from '@sitecast/api/sites/units/schema';
import { buttonClass, Card, formatNumber, formatPercent, language, Skeleton } from '@sitecast/ui';
import { LevelChart, type Threshold } from '@sitecast/ui/level-chart';
import { useQuery } from '@tanstack/solid-query';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { Download } from '../../ui/icons.ts';
import { LoadFailure } from '../../ui/Table.tsx';
import { CustomSpan } from './CustomSpan.tsx';
import { csvAddress, historyData, historyLines, liveLines, summaryOf } from './chart-data.ts';
import { type Period, periods, type Span, spanOf } from './chart-span.ts';
import { judge } from './judge.ts';
import type { LiveLevels } from './live-levels.ts';
import { PeriodChoice } from './PeriodChoice.tsx';

const HOUR_S = 3_600;
const REREAD_MS = 60_000;

/** The course of a meter's level: the last hour live, or any time of its history. */
export function MeterChart(props: { unit: Unit; live: LiveLevels; now: () => number }) {
  const { workspace } = useWorkspace();
  const timezone = () => props.unit.location?.timezone ?? 'UTC';
  const [period, setPeriod] = createSignal<Period>('live');
  const [custom, setCustom] = createSignal<Span>(spanOf('day', Date.now(), timezone()));
  // It moves on by the minute, and is read again then.
  const minute = createMemo(() => Math.floor(props.now() / REREAD_MS) * REREAD_MS);
  const span = createMemo((): Span => {
    const chosen = period();
    return chosen === 'custom' ? custom() : spanOf(chosen, minute(), timezone());
  });
  return (
    <Card>
      <header class="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 border-b border-line px-5 py-3">
        <h2 class="text-base font-semibold">{t('meter.chart.title')}</h2>
        <div class="flex max-w-full min-w-0 flex-wrap items-center gap-2">
          <PeriodChoice
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
        <Show
          when={period() === 'live'}
          fallback={<HistoryChart unit={props.unit} span={span()} timezone={timezone()} />}
        >
          <LiveChart unit={props.unit} live={props.live} timezone={timezone()} now={props.now} />
        </Show>
      </div>
    </Card>
  );
}

function LiveChart(props: { unit: Unit; live: LiveLevels; timezone: string; now: () => number }) {
  const to = () => Math.max(props.live.buffer.data().times.at(-1) ?? 0, props.now() / 1000);
  const thresholds = createMemo((): Threshold[] => {
    const { limit } = judge(undefined, props.unit.location, props.now()).average;
    return limit === null
      ? []
      : [{ label: `${t('meter.chart.limit')} ${formatNumber(limit)}`, level: limit, color: '--act' }];
  });
  return (
    <>
      <LevelChart
        label={t('meter.chart.label', { name: props.unit.name })}
        summary={summaryOf(props.live.buffer.data().levels[0]!)}
        data={props.live.buffer.data()}
        lines={liveLines}
        thresholds={thresholds()}
        from={to() - HOUR_S}
        to={to()}
        timezone={props.timezone}
        locale={language()}
        empty={props.live.isReady() ? t('meter.chart.paused') : ''}
        class="h-80"
      />
      <Foot timezone={props.timezone} />
    </>
  );
}

function HistoryChart(props: { unit: Unit; span: Span; timezone: string }) {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.meterHistory(props.unit.id, props.span),
    queryFn: () =>
      api.units.history.query({
        unitId: props.unit.id,
        from: new Date(props.span.from).toISOString(),
        to: new Date(props.span.to).toISOString(),
        step: props.span.step,
      }),
    // While it is read again, what was there stays.
    placeholderData: <T,>(before: T | undefined) => before,
  }));
  const history = () => (query.isPending || query.isLoadingError ? undefined : query.data);
  const thresholds = createMemo((): Threshold[] => {
    const limits = props.unit.location?.limits;
    const named = [
      [limits?.day, t('meter.chart.limitDay')],
      [limits?.evening, t('meter.chart.limitEvening')],
      [limits?.night, t('meter.chart.limitNight')],
    ] as const;
    return named.flatMap(([level, label]) =>
      level == null ? [] : [{ label: `${label} ${formatNumber(level)}`, level, color: '--ask' }],
    );
  });
  return (
    <Switch fallback={<Skeleton class="h-93" />}>
      <Match when={query.isError && !history()}>
        <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
      </Match>
      <Match when={history()}>
        {(known) => {
          const data = createMemo(() => historyData(known().points));
          return (
            <>
              <LevelChart
                label={t('meter.chart.label', { name: props.unit.name })}
                summary={summaryOf(data().levels[0]!)}
                data={data()}
                lines={historyLines}
                band={{ upper: 1, lower: 2 }}
                thresholds={thresholds()}
                from={props.span.from / 1000}
                to={props.span.to / 1000}
                timezone={known().timezone}
                locale={language()}
                empty={t('meter.chart.nothing')}
                class="h-80"
              />
              <Foot timezone={known().timezone} coverage={data().coverage} />
            </>
          );
        }}
      </Match>
    </Switch>
  );
}

/** In which zone the times are, and how much was measured. */
function Foot(props: { timezone: string; coverage?: number }) {
  return (
    <p class="flex flex-wrap justify-between gap-x-4 pt-2 text-xs text-quiet tabular-nums">
      <span>{t('meter.chart.zone', { zone: props.timezone.replaceAll('_', ' ') })}</span>
      <Show when={props.coverage !== undefined}>
        <span>{t('meter.chart.coverage', { percent: formatPercent(props.coverage! / 100) })}</span>
      </Show>
    </p>
  );
}
