import type { Unit } from '@sitecast/api/sites/units/schema';
import { createNow, formatRelative, PageHeader } from '@sitecast/ui';
import { A, useParams } from '@solidjs/router';
import { useQuery } from '@tanstack/solid-query';
import { createMemo, Show } from 'solid-js';
import { answerOf } from '../../api/answer.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { ThingPage } from '../../ui/ThingPage.tsx';
import { judge } from './judge.ts';
import { LevelCards } from './LevelCards.tsx';
import { LevelsToday } from './LevelsToday.tsx';
import { createLiveLevels } from './live-levels.ts';
import { MeasureButton } from './MeasureButton.tsx';
import { MeterChart } from './MeterChart.tsx';
import { MeterLog } from './MeterLog.tsx';
import { MeterPlaces } from './MeterPlaces.tsx';
import { MeterSettings } from './MeterSettings.tsx';
import { hasOldLevels, MeterState, stateOf } from './MeterState.tsx';
import { MeterStatusPanel, PowerCycleWarning } from './MeterStatusPanel.tsx';
import { PushAddress } from './PushAddress.tsx';

/** One meter: its level, live and over time, its status and its settings. */
export function MeterPage() {
  const params = useParams<{ unitId: string }>();
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.meter(params.unitId),
    queryFn: () => api.units.get.query({ unitId: params.unitId }),
    reconcile: 'id',
  }));
  return (
    <ThingPage query={query} cards={['h-42', 'h-112']}>
      {(unit) => <MeterView unit={unit()} />}
    </ThingPage>
  );
}

function MeterView(props: { unit: Unit }) {
  const { api, mayChange } = useWorkspace();
  const now = createNow(1_000);
  const live = createLiveLevels(() => props.unit);
  const query = useQuery(() => ({
    queryKey: keys.meterStatus(props.unit.id),
    queryFn: () => api.units.status.query({ unitId: props.unit.id }),
  }));
  const status = () => answerOf(query);
  const frame = () => live.frame() ?? status()?.lastFrame ?? undefined;
  const state = () => stateOf(props.unit, live.frame());
  const isOld = () => hasOldLevels(state());
  const minute = createMemo(() => Math.floor(now() / 60_000) * 60_000);
  const judged = createMemo(() => judge(isOld() ? undefined : frame(), props.unit.location, minute()));
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={props.unit.name}
        above={<BackLink href="/meters" label={t('meters.title')} />}
        lead={
          <span class="flex flex-wrap items-center gap-x-4 gap-y-1">
            <MeterState state={state()} />
            <Show when={isOld() && frame()}>
              {(old) => <span>{t('meters.asOf', { when: formatRelative(old().timestamp) })}</span>}
            </Show>
            <Show when={props.unit.location} fallback={<span>{t('meters.nowhere')}</span>}>
              {(place) => (
                <A
                  href={`/projects/${place().projectId}`}
                  class="underline-offset-4 wrap-anywhere hover:text-accent-ink hover:underline"
                >
                  {place().name} · {place().projectName}
                </A>
              )}
            </Show>
          </span>
        }
        actions={
          <Show when={mayChange && props.unit.source.kind === 'nl43'}>
            <MeasureButton unit={props.unit} isMeasuring={frame()?.measurementState !== 'Stop'} />
          </Show>
        }
      />
      <Show when={status()?.warning}>{(warning) => <PowerCycleWarning text={warning()} />}</Show>
      <Show when={props.unit.source.kind === 'push' && frame() === undefined && mayChange}>
        <PushAddress unitId={props.unit.id} />
      </Show>
      <LevelCards frame={frame()} isOld={isOld()} judged={judged()} />
      <MeterChart unit={props.unit} live={live} now={now} />
      <div class="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div class="flex min-w-0 flex-col gap-6">
          <Show when={props.unit.location}>{(place) => <LevelsToday locationId={place().id} />}</Show>
          <MeterLog unit={props.unit} />
        </div>
        <div class="flex min-w-0 flex-col gap-6">
          <MeterStatusPanel query={query} frame={frame()} />
          <MeterPlaces unit={props.unit} />
          <Show when={mayChange}>
            <MeterSettings unit={props.unit} />
          </Show>
        </div>
      </div>
    </div>
  );
}
