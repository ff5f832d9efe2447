import type { Location, Project } from '@sitecast/api/sites/projects/schema';
import { Button, Card, CardHeader, EmptyState, formatNumber, Mark, Skeleton } from '@sitecast/ui';
import { A, useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createMemo, createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { AudioLines, Pencil, Plus, Trash } from '../../ui/icons.ts';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { MetersHere } from './MetersHere.tsx';

const LocationDialog = lazy(() =>
  import('./LocationDialog.tsx').then((module) => ({ default: module.LocationDialog })),
);
const PutMeterDialog = lazy(() =>
  import('./PutMeterDialog.tsx').then((module) => ({ default: module.PutMeterDialog })),
);
/** A map of one point says nothing. */
const SiteMap = lazy(() => import('@sitecast/ui/site-map').then((module) => ({ default: module.SiteMap })));

type Doing = { what: 'add' } | { what: 'edit' | 'remove' | 'put'; location: Location };

/** Where it is measured: the points, on a map where they have a place, and the meters at them. */
export function Locations(props: { project: Project }) {
  const { api, mayChange } = useWorkspace();
  const navigate = useNavigate();
  const [doing, setDoing] = createSignal<Doing>();
  const subject = (what: 'edit' | 'remove' | 'put') => {
    const now = doing();
    return now?.what === what ? now.location : undefined;
  };
  const done = () => setDoing(undefined);
  const locations = usePages(
    () => keys.locations(props.project.id),
    (cursor) => api.locations.list.query({ projectId: props.project.id, cursor, limit: 200 }),
  );
  const points = createMemo(() =>
    (locations.items() ?? []).flatMap(({ id, name, lat, lng, unit }) =>
      lat === null || lng === null
        ? []
        : [{ id: unit?.id ?? id, name, lat, lng, color: unit ? '--accent' : '--quiet' }],
    ),
  );
  const isMeter = (id: string) => locations.items()?.some(({ unit }) => unit?.id === id);
  const add = (
    <Show when={mayChange}>
      <Button size="sm" onClick={() => setDoing({ what: 'add' })}>
        <Plus class="size-4" aria-hidden="true" />
        {t('projects.locations.add')}
      </Button>
    </Show>
  );
  return (
    <Card class="overflow-hidden">
      <CardHeader title={t('projects.locations.title')}>
        <Show when={locations.items()?.length}>{add}</Show>
      </CardHeader>
      <Switch fallback={<Skeleton class="m-5 h-24" />}>
        <Match when={locations.error()}>
          <LoadFailure error={locations.error()} onRetry={locations.retry} />
        </Match>
        <Match when={locations.items()?.length === 0}>
          <EmptyState drawing={<Mark class="size-16" />} text={t('projects.locations.empty')} action={add} />
        </Match>
        <Match when={locations.items()}>
          <div class={points().length > 1 ? 'grid lg:grid-cols-[minmax(0,1fr)_minmax(18rem,26rem)]' : ''}>
            <ul class="divide-y divide-line">
              <For each={locations.items()}>
                {(location) => (
                  <LocationRow location={location} onDo={(what) => setDoing({ what, location })} />
                )}
              </For>
            </ul>
            <Show when={points().length > 1}>
              <div class="border-line max-lg:order-first max-lg:border-b lg:border-l">
                <Suspense fallback={<Skeleton class="h-72" />}>
                  <SiteMap
                    label={t('projects.map', { name: props.project.name })}
                    points={points()}
                    onSelect={(id) => isMeter(id) && navigate(`/meters/${id}`)}
                    class="h-full min-h-72"
                  />
                </Suspense>
              </div>
            </Show>
          </div>
          <MoreButton list={locations} />
        </Match>
      </Switch>
      <Suspense>
        <Show when={doing()?.what === 'add'}>
          <LocationDialog projectId={props.project.id} location={null} onClose={done} />
        </Show>
        <Show when={subject('edit')} keyed>
          {(location) => <LocationDialog projectId={props.project.id} location={location} onClose={done} />}
        </Show>
        <Show when={subject('put')} keyed>
          {(location) => <PutMeterDialog location={location} onClose={done} />}
        </Show>
      </Suspense>
      <RemoveLocation location={subject('remove')} onClose={done} />
    </Card>
  );
}

function LocationRow(props: { location: Location; onDo: (what: 'edit' | 'remove' | 'put') => void }) {
  const { mayChange } = useWorkspace();
  return (
    <li class="flex flex-col px-5 py-3.5">
      <div class="flex items-center gap-4">
        <div class="flex min-w-0 flex-1 flex-col">
          <span class="font-medium wrap-anywhere">{props.location.name}</span>
          <span class="text-sm text-quiet tabular-nums">{limitsText(props.location)}</span>
        </div>
        <Show
          when={props.location.unit}
          fallback={
            <Show
              when={mayChange}
              fallback={<span class="text-quiet">{t('projects.locations.noMeter')}</span>}
            >
              <Button size="sm" onClick={() => props.onDo('put')}>
                <AudioLines class="size-4" aria-hidden="true" />
                {t('projects.locations.putMeter')}
              </Button>
            </Show>
          }
        >
          {(unit) => (
            <A
              href={`/meters/${unit().id}`}
              class="flex items-center gap-1.5 text-sm wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
            >
              <AudioLines class="size-4 shrink-0 text-quiet" aria-hidden="true" />
              {unit().name}
            </A>
          )}
        </Show>
        <Show when={mayChange}>
          <RowMenu label={t('projects.locations.manage', { name: props.location.name })}>
            <MenuEntry
              Icon={Pencil}
              label={t('projects.locations.edit')}
              onSelect={() => props.onDo('edit')}
            />
            <MenuLine />
            <MenuEntry
              Icon={Trash}
              danger
              label={t('projects.locations.remove')}
              onSelect={() => props.onDo('remove')}
            />
          </RowMenu>
        </Show>
      </div>
      <MetersHere location={props.location} />
    </li>
  );
}

function limitsText({ limits }: Location): string {
  if (limits === null) return t('projects.locations.noLimits');
  const [day, evening, night] = [limits.day, limits.evening, limits.night].map((limit) =>
    limit === null ? '–' : formatNumber(limit),
  );
  return t('projects.locations.limitsText', { day: day!, evening: evening!, night: night! });
}

function RemoveLocation(props: { location: Location | undefined; onClose: () => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const remove = createAction(async () => {
    const { id: locationId, name } = props.location!;
    await api.locations.remove.mutate({ locationId });
    props.onClose();
    notify({ tone: 'good', title: t('projects.locations.removed', { name }) });
    for (const queryKey of [keys.projectLists, keys.meterList]) void queries.invalidateQueries({ queryKey });
  });
  return (
    <ConfirmDialog
      open={props.location !== undefined}
      onOpenChange={(open) => !open && props.onClose()}
      title={t('projects.locations.removeTitle', { name: props.location?.name ?? '' })}
      lead={t('projects.locations.removeLead')}
      verb={t('projects.locations.remove')}
      busy={remove.busy()}
      onConfirm={() => void remove.run()}
    />
  );
}
