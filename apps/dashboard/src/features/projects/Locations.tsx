import type { Location, Project } from '@sitecast/api/sites/projects/schema';
import { Button, Card, CardHeader, EmptyState, formatNumber, Mark, Skeleton } from '@sitecast/ui';
import { A, useNavigate } from '@solidjs/router';
import { createMemo, For, lazy, Show, Suspense } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/projects.ts';
import { type Dialogs, useDialogs } from '../../ui/dialogs.tsx';
import { AudioLines, Pencil, Plus, Trash } from '../../ui/icons.ts';
import { ListStates } from '../../ui/List.tsx';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { MetersHere } from './MetersHere.tsx';

const LocationDialog = lazyPart(() => import('./LocationDialog.tsx'));
const PutMeterDialog = lazyPart(() => import('./PutMeterDialog.tsx'));
const SiteMap = lazy(() => import('@sitecast/ui/site-map').then((module) => ({ default: module.SiteMap })));

/** The locations of a project with their meters; on a map, too, when at least two have coordinates. */
export function Locations(props: { project: Project }) {
  const { api, mayChange } = useWorkspace();
  const navigate = useNavigate();
  const dialogs = useDialogs();
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
  const add = () => (
    <Show when={mayChange}>
      <Button size="sm" onClick={() => dialogs.openDialog(LocationDialog, { projectId: props.project.id })}>
        <Plus class="size-4" aria-hidden="true" />
        {t('projects.locations.add')}
      </Button>
    </Show>
  );
  return (
    <Card class="overflow-hidden">
      <CardHeader title={t('projects.locations.title')}>
        <Show when={locations.items()?.length}>{add()}</Show>
      </CardHeader>
      <ListStates
        list={locations}
        skeleton={<Skeleton class="m-5 h-24" />}
        empty={
          <EmptyState
            drawing={<Mark class="size-16" />}
            text={t('projects.locations.empty')}
            action={add()}
          />
        }
      >
        {(items) => (
          <div class={points().length > 1 ? 'grid lg:grid-cols-[minmax(0,1fr)_minmax(18rem,26rem)]' : ''}>
            <ul class="divide-y divide-line">
              <For each={items()}>{(location) => <LocationRow location={location} dialogs={dialogs} />}</For>
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
        )}
      </ListStates>
    </Card>
  );
}

function LocationRow(props: { location: Location; dialogs: Dialogs }) {
  const { mayChange } = useWorkspace();
  const assign = () => props.dialogs.openDialog(PutMeterDialog, { location: props.location });
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
              <Button size="sm" onClick={assign}>
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
          <LocationMenu location={props.location} dialogs={props.dialogs} />
        </Show>
      </div>
      <MetersHere location={props.location} />
    </li>
  );
}

function LocationMenu(props: { location: Location; dialogs: Dialogs }) {
  const { api } = useWorkspace();
  const { openDialog, confirm } = props.dialogs;
  const remove = useChange({
    call: ({ id }: Location) => api.locations.remove.mutate({ locationId: id }),
    said: (_answer, { name }) => t('projects.locations.removed', { name }),
    stale: [keys.projectLists, keys.meterList],
  });
  const edit = () =>
    openDialog(LocationDialog, { projectId: props.location.projectId, location: props.location });
  const askToRemove = () =>
    confirm({
      title: t('projects.locations.removeTitle', { name: props.location.name }),
      lead: t('projects.locations.removeLead'),
      verb: t('projects.locations.remove'),
      run: () => remove.run(props.location),
    });
  return (
    <RowMenu label={t('projects.locations.manage', { name: props.location.name })}>
      <MenuEntry Icon={Pencil} label={t('projects.locations.edit')} onSelect={edit} />
      <MenuLine />
      <MenuEntry Icon={Trash} danger label={t('projects.locations.remove')} onSelect={askToRemove} />
    </RowMenu>
  );
}

function limitsText({ limits }: Location): string {
  if (limits === null) return t('projects.locations.noLimits');
  const [day, evening, night] = [limits.day, limits.evening, limits.night].map((limit) =>
    limit === null ? '–' : formatNumber(limit),
  );
  return t('projects.locations.limitsText', { day: day!, evening: evening!, night: night! });
}
