import type { DayLevels } from '@sitecast/api/sites/readings/schema';
import { stateAgainst } from '@sitecast/monitor/level-state';
import { Card, CardHeader, cx, formatLevel, formatPercent, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { answerOf } from '../../api/answer.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { TriangleAlert } from '../../ui/icons.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { zoneLabel } from '../../ui/zone.ts';
import { isAlarming, judgedText, stateClass } from './judge.ts';

const parts = ['day', 'evening', 'night'] as const;
/** The averages are stored by the minute. */
const REFETCH_MS = 60_000;

/** Today's rating levels against the limits of the location. */
export function LevelsToday(props: { locationId: string }) {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.dayLevels(props.locationId),
    queryFn: () => api.locations.levels.query({ locationId: props.locationId }),
    refetchInterval: REFETCH_MS,
  }));
  return (
    <Card>
      <CardHeader title={t('meter.today.title')}>
        <Show when={answerOf(query)?.timezone}>
          {(timezone) => (
            <span class="truncate text-xs text-quiet">
              {t('meter.chart.zone', { zone: zoneLabel(timezone()) })}
            </span>
          )}
        </Show>
      </CardHeader>
      <Loaded query={query} skeleton={<Skeleton class="m-5 h-16" />}>
        {(levels) => (
          <dl class="grid divide-line max-sm:divide-y sm:grid-cols-3 sm:divide-x">
            <For each={parts}>
              {(part) => <PartOfDay name={t(`meter.today.${part}`)} level={levels()[part]} />}
            </For>
          </dl>
        )}
      </Loaded>
    </Card>
  );
}

function PartOfDay(props: { name: string; level: DayLevels['day'] }) {
  const judged = () => ({
    state: stateAgainst(props.level.leq, props.level.limit),
    limit: props.level.limit,
  });
  const hasStarted = () => Date.parse(props.level.from) < Date.now();
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
        {hasStarted()
          ? t('meter.chart.coverage', { percent: formatPercent(props.level.coverage / 100) })
          : t('meter.today.notYet')}
      </dd>
    </div>
  );
}
