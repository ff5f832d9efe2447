import type { PortalOverview, PortalProject } from '@sitecast/api/portal/view/schema';
import { Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import { usePortal } from '../../api/portal.tsx';
import { overviewQuery } from '../../api/queries.ts';
import { t } from '../../i18n/i18n.ts';
import { fieldClass } from '../../ui/Choice.tsx';
import { Radio, Search } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { AlertBanner } from '../alerts/AlertBanner.tsx';
import { ProjectSection } from './ProjectSection.tsx';

/** The server responds from memory, without querying the instruments. */
const EVERY_MS = 15_000;
/** With more locations, a search field is shown. */
const MANY = 8;

/** All projects and locations of the client. */
export function OverviewPage() {
  const { api, session } = usePortal();
  const overview = useQuery(() => ({
    ...overviewQuery(api),
    refetchInterval: EVERY_MS,
    reconcile: 'id',
  }));
  usePageTitle(() => [session.clientName, session.branding.name]);
  return (
    <Switch fallback={<Loading />}>
      <Match when={overview.isLoadingError}>
        <Problem error={overview.error} onRetry={() => void overview.refetch()} />
      </Match>
      <Match when={!overview.isPending && overview.data}>
        {(data) => <Projects overview={data()} receivedAt={overview.dataUpdatedAt} />}
      </Match>
    </Switch>
  );
}

function Projects(props: { overview: PortalOverview; receivedAt: number }) {
  const [search, setSearch] = createSignal('');
  const count = () => props.overview.projects.reduce((sum, { locations }) => sum + locations.length, 0);
  const only = () => (props.overview.projects.length === 1 ? props.overview.projects[0] : undefined);
  const found = createMemo(() => filterProjects(props.overview.projects, search()));
  const answer = () => ({ at: props.overview.at, receivedAt: props.receivedAt });
  const timezones = createMemo(
    () =>
      new Map(
        props.overview.projects.flatMap(({ timezone, locations }) =>
          locations.map(({ id }) => [id, timezone] as const),
        ),
      ),
  );
  return (
    <Show
      when={props.overview.projects.length > 0}
      fallback={<Notice icon={Radio} title={props.overview.clientName} lead={t('portalOverview.empty')} />}
    >
      <div class="flex flex-col gap-7">
        <AlertBanner
          alerts={props.overview.alerts}
          timezoneOf={({ locationId }) => timezones().get(locationId) ?? 'UTC'}
        />
        <header class="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
          <div class="flex min-w-0 flex-col gap-1">
            <h1 class="text-2xl font-semibold tracking-[-0.018em] wrap-anywhere">
              {only()?.name ?? props.overview.clientName}
            </h1>
            <p class="text-base text-quiet">{t('portalOverview.lead', { count: count() })}</p>
          </div>
          <Show when={count() > MANY}>
            <div class="relative w-full sm:w-72">
              <Search
                class="pointer-events-none absolute top-3 left-3 size-4 text-quiet"
                stroke-width={1.5}
                aria-hidden="true"
              />
              <input
                type="search"
                class={`${fieldClass} pl-9`}
                placeholder={t('portalOverview.search')}
                aria-label={t('portalOverview.search')}
                value={search()}
                onInput={({ currentTarget }) => setSearch(currentTarget.value)}
              />
            </div>
          </Show>
        </header>
        <For
          each={found()}
          fallback={
            <p class="py-10 text-lg text-quiet">{t('portalOverview.noneFound', { search: search() })}</p>
          }
        >
          {(project) => <ProjectSection project={project} answer={answer()} titled={!only()} />}
        </For>
      </div>
    </Show>
  );
}

/** Projects with matching locations, reduced to those. */
function filterProjects(projects: PortalProject[], search: string): PortalProject[] {
  const wanted = search.trim().toLocaleLowerCase();
  if (wanted === '') return projects;
  return projects.flatMap((project) => {
    const whole = project.name.toLocaleLowerCase().includes(wanted);
    const locations = project.locations.filter(
      ({ name }) => whole || name.toLocaleLowerCase().includes(wanted),
    );
    return locations.length === 0 ? [] : [{ ...project, locations }];
  });
}

function Loading() {
  return (
    <div class="flex flex-col gap-7">
      <Skeleton class="h-10 w-72 max-w-full" />
      <div class="grid gap-4 sm:grid-cols-2 sm:gap-5 lg:grid-cols-3">
        <For each={[1, 2, 3]}>{() => <Skeleton class="h-60" />}</For>
      </div>
    </div>
  );
}
