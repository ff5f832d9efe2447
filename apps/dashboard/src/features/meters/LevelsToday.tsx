import type { DayLevels } from '@sitecast/api/sites/readings/schema';
import { stateAgainst } from '@sitecast/monitor/level-state';
import { Card, CardHeader, cx, formatLevel, formatPercent, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { For, Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { TriangleAlert } from '../../ui/icons.ts';
import { LoadFailure } from '../../ui/Table.tsx';
import { isAlarming, judgedText, stateClass } from './judge.ts';

const parts = ['day', 'evening', 'night'] as const;
/** A minute is added to it each minute. */
const REREAD_MS = 60_000;

/** The averages by which a day is judged, against the limits of the location. */
export function LevelsToday(props: { locationId: string }) {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.dayLevels(props.locationId),
    queryFn: () => api.locations.levels.query({ locationId: props.locationId }),
    refetchInterval: REREAD_MS,
  }));
  const levels = () => (query.isPending || query.isLoadingError ? undefined : query.data);
  return (
    <Card>
      <CardHeader title={t('meter.today.title')}>
        <Show when={levels()}>
          {(known) => (
            <span class="truncate text-xs text-quiet">
              {t('meter.chart.zone', { zone: known().timezone.replaceAll('_', ' ') })}
            </span>
          )}
        </Show>
      </CardHeader>
      <Switch fallback={<Skeleton class="m-5 h-16" />}>
        <Match when={query.isLoadingError}>
          <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
        </Match>
        <Match when={levels()}>
          {(known) => (
            <dl class="grid divide-line max-sm:divide-y sm:grid-cols-3 sm:divide-x">
              <For each={parts}>
                {(part) => <PartOfDay name={t(`meter.today.${part}`)} level={known()[part]} />}
              </For>
            </dl>
          )}
        </Match>
      </Switch>
    </Card>
  );
}

function PartOfDay(props: { name: string; level: DayLevels['day'] }) {
  const judged = () => ({
    state: stateAgainst(props.level.leq, props.level.limit),
    limit: props.level.limit,
  });
  const begun = () => Date.parse(props.level.from) < Date.now();
  return (
    <div class="flex flex-col gap-0.5 px-5 py-4">
      <dt class="text-sm text-quiet">{props.name}</dt>
      <dd
        class={cx(
          'flex items-baseline gap-1.5 text-2xl font-medium tracking-[-0.02em] tabular-nums',
          stateClass[judged().state],
        )}
      >
        {formatLevel(props.level.leq)}
        <span class="text-sm font-normal tracking-normal text-quiet">dB LAeq</span>
      </dd>
      <dd class="text-xs text-quiet tabular-nums">
        <Show when={isAlarming(judged())}>
          <TriangleAlert class="mr-1 inline size-3.5" aria-hidden="true" />
        </Show>
        {judgedText(judged()) ?? t('meter.today.noLimit')}
        {' · '}
        {begun()
          ? t('meter.chart.coverage', { percent: formatPercent(props.level.coverage / 100) })
          : t('meter.today.notYet')}
      </dd>
    </div>
  );
}
