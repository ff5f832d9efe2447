import type { PeriodLevel } from '@sitecast/api/portal/view/schema';
import { Card, CardHeader, formatLevel, formatPercent, Skeleton } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { LevelBar } from '../../ui/LevelBar.tsx';
import { LevelStatus } from '../../ui/LevelStatus.tsx';
import { clockTime } from '../../ui/time.ts';

interface PeriodLevelsProps {
  periods: PeriodLevel[];
  timezone: string;
}

/** Averages: the last 15 minutes, the last hour, and day, evening and night. */
export function PeriodLevels(props: PeriodLevelsProps) {
  return (
    <Card>
      <CardHeader title={t('portalLocation.periods')} />
      <ul class="divide-y divide-line">
        <For each={props.periods} fallback={<Skeleton class="m-5 h-48" />}>
          {(period) => <Period period={period} timezone={props.timezone} />}
        </For>
      </ul>
    </Card>
  );
}

function Period(props: { period: PeriodLevel; timezone: string }) {
  const measured = () => props.period.leq !== null;
  return (
    <li class="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2.5 px-5 py-4 md:grid-cols-[13rem_6.5rem_1fr_12rem]">
      <div class="flex flex-col">
        <h3 class="text-base font-medium">{t(`portalLocation.period.${props.period.period}`)}</h3>
        <p class="text-sm text-quiet tabular-nums">
          {t('portalLocation.span', {
            from: clockTime(props.period.from, props.timezone),
            to: clockTime(props.period.to, props.timezone),
          })}
          <Show when={measured() && props.period.coverage < 99.5}>
            {' · '}
            {t('portalLocation.coverage', {
              percent: formatPercent(Math.floor(props.period.coverage) / 100),
            })}
          </Show>
        </p>
      </div>
      <p class="flex items-baseline justify-end gap-1.5">
        <span class="text-xl font-semibold tracking-[-0.012em] tabular-nums">
          {formatLevel(props.period.leq)}
        </span>
        <span class="text-sm text-quiet">{t('portalCommon.dB')}</span>
      </p>
      <LevelBar
        class="max-md:col-span-2"
        level={props.period.leq}
        limit={props.period.limit}
        state={props.period.state}
      />
      <div class="flex flex-wrap items-center justify-between gap-x-3 max-md:col-span-2 md:flex-col md:items-start">
        <LevelStatus
          state={props.period.state}
          none={measured() ? t('portalStates.notJudged') : t('portalLocation.unmeasured')}
        />
        <Show when={props.period.limit}>
          {(limit) => <span class="text-sm text-quiet">{t('portalLevel.limit', { limit: limit() })}</span>}
        </Show>
      </div>
    </li>
  );
}
