import type { Unit } from '@sitecast/api/sites/units/schema';
import { Button, Card, CardHeader, formatDate, formatExactTime, Skeleton } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { MapPin } from '../../ui/icons.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';

const PlaceDialog = lazy(() =>
  import('./PlaceDialog.tsx').then((module) => ({ default: module.PlaceDialog })),
);

/** Where a meter stands, and stood. */
export function MeterPlaces(props: { unit: Unit }) {
  const { api, mayChange } = useWorkspace();
  const [placing, setPlacing] = createSignal(false);
  const places = usePages(
    () => keys.meterPlaces(props.unit.id),
    (cursor) => api.units.assignments.query({ unitId: props.unit.id, cursor, limit: 5 }),
  );
  return (
    <Card>
      <CardHeader title={t('meter.places.title')}>
        <Show when={mayChange}>
          <Button size="sm" variant="ghost" onClick={() => setPlacing(true)}>
            <MapPin class="size-4" aria-hidden="true" />
            {props.unit.location ? t('meter.places.move') : t('meter.places.put')}
          </Button>
        </Show>
      </CardHeader>
      <Switch fallback={<Skeleton class="m-5 h-10" />}>
        <Match when={places.error()}>
          <LoadFailure error={places.error()} onRetry={places.retry} />
        </Match>
        <Match when={places.items()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{t('meter.places.none')}</p>
        </Match>
        <Match when={places.items()}>
          <ul class="divide-y divide-line">
            <For each={places.items()}>
              {({ location, assignedFrom, assignedUntil }) => (
                <li class="flex items-center justify-between gap-3 px-5 py-3">
                  <div class="flex min-w-0 flex-col">
                    <A
                      href={`/projects/${location.projectId}`}
                      class="font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
                    >
                      {location.name}
                    </A>
                    <span class="text-sm text-quiet wrap-anywhere">{location.projectName}</span>
                    <span class="text-xs text-quiet" title={formatExactTime(assignedFrom)}>
                      {assignedUntil === null
                        ? t('meter.places.since', { when: formatDate(assignedFrom) })
                        : t('meter.places.span', {
                            from: formatDate(assignedFrom),
                            until: formatDate(assignedUntil),
                          })}
                    </span>
                  </div>
                  <Show when={mayChange && assignedUntil === null}>
                    <TakeAway unit={props.unit} place={location.name} />
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <MoreButton list={places} />
        </Match>
      </Switch>
      <Suspense>
        <Show when={placing()}>
          <PlaceDialog unit={props.unit} onClose={() => setPlacing(false)} />
        </Show>
      </Suspense>
    </Card>
  );
}

/** Ends that a meter stands somewhere. */
export function TakeAway(props: { unit: Pick<Unit, 'id' | 'name'>; place: string }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const [asking, setAsking] = createSignal(false);
  const take = createAction(async () => {
    const { id, name } = props.unit;
    await api.units.unassign.mutate({ unitId: id });
    setAsking(false);
    notify({ tone: 'good', title: t('meter.places.taken', { name, place: props.place }) });
    for (const queryKey of [keys.meter(id), keys.meterList, keys.projectLists, keys.metersAt])
      void queries.invalidateQueries({ queryKey });
  });
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => setAsking(true)}>
        {t('meter.places.take')}
      </Button>
      <ConfirmDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t('meter.places.takeTitle', { name: props.unit.name, place: props.place })}
        lead={t('meter.places.takeLead')}
        verb={t('meter.places.take')}
        busy={take.busy()}
        onConfirm={() => void take.run()}
      />
    </>
  );
}
