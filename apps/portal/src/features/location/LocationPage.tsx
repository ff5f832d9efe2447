import type { PortalLocation, PortalOverview } from '@sitecast/api/portal/view/schema';
import { toClientProblem } from '@sitecast/client';
import { buttonClass, Skeleton } from '@sitecast/ui';
import { A, useParams } from '@solidjs/router';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePortal } from '../../api/portal.tsx';
import { locationQuery } from '../../api/queries.ts';
import { t } from '../../i18n/i18n.ts';
import { ArrowLeft, MapPinOff } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { zoneName } from '../../ui/time.ts';
import { usePageTitle } from '../../ui/title.ts';
import { AlertBanner } from '../alerts/AlertBanner.tsx';
import { AlertHistory } from '../alerts/AlertHistory.tsx';
import { CsvDownload } from './CsvDownload.tsx';
import { LiveLevels } from './LiveLevels.tsx';
import { PeriodLevels } from './PeriodLevels.tsx';

/** Averages and alerts change slowly; live levels come from the stream. */
const EVERY_MS = 30_000;

export function LocationPage() {
  const params = useParams<{ locationId: string }>();
  return (
    <Show when={params.locationId} keyed>
      {(locationId) => <LocationOf locationId={locationId} />}
    </Show>
  );
}

function LocationOf(props: { locationId: string }) {
  const { api, session } = usePortal();
  const queries = useQueryClient();
  const { locationId } = props;
  const location = useQuery(() => ({
    ...locationQuery(api, locationId),
    refetchInterval: EVERY_MS,
    placeholderData: () => fromOverview(queries.getQueryData<PortalOverview>(keys.overview), locationId),
  }));
  const missing = () =>
    location.isError && ['NOT_FOUND', 'VALIDATION'].includes(toClientProblem(location.error).code);
  const known = () => (location.isPending || location.isLoadingError ? undefined : location.data);
  usePageTitle(() => [known()?.name, session.branding.name]);
  return (
    <Switch fallback={<Loading />}>
      <Match when={missing()}>
        <Notice icon={MapPinOff} title={t('portalLocation.goneTitle')} lead={t('portalLocation.goneLead')}>
          <A href="/" class={`${buttonClass('primary')} self-start`}>
            {t('portalLocation.back')}
          </A>
        </Notice>
      </Match>
      <Match when={location.isLoadingError}>
        <Problem error={location.error} onRetry={() => void location.refetch()} />
      </Match>
      <Match when={known()}>{(data) => <Location location={data()} />}</Match>
    </Switch>
  );
}

function Location(props: { location: PortalLocation }) {
  const timezone = () => props.location.project.timezone;
  return (
    <div class="flex flex-col gap-7">
      <header class="flex flex-col gap-3">
        <A
          href="/"
          class="inline-flex items-center gap-1.5 self-start rounded-control text-base text-quiet hover:text-ink"
        >
          <ArrowLeft class="size-4" stroke-width={1.5} aria-hidden="true" />
          {t('portalLocation.back')}
        </A>
        <div class="flex flex-col gap-1">
          <h1 class="text-2xl font-semibold tracking-[-0.018em] wrap-anywhere">{props.location.name}</h1>
          <p class="text-base text-quiet">
            {props.location.project.name} · {t('portalLocation.times', { zone: zoneName(timezone()) })}
          </p>
        </div>
      </header>
      <AlertBanner alerts={props.location.alerts} timezoneOf={timezone} nameless />
      {/* Recreated when a meter is added or removed. */}
      <Show when={props.location.measured ? 'measured' : 'unmeasured'} keyed>
        {(_) => <LiveLevels location={props.location} />}
      </Show>
      <PeriodLevels periods={props.location.periods} timezone={timezone()} />
      <div class="grid items-start gap-5 lg:grid-cols-[1fr_20rem]">
        <AlertHistory locationId={props.location.id} timezone={timezone()} />
        <CsvDownload locationId={props.location.id} timezone={timezone()} />
      </div>
    </div>
  );
}

/** Shows the data known from the overview until the page's own arrives. */
function fromOverview(overview: PortalOverview | undefined, locationId: string): PortalLocation | undefined {
  const project = overview?.projects.find(({ locations }) => locations.some(({ id }) => id === locationId));
  const tile = project?.locations.find(({ id }) => id === locationId);
  if (!overview || !project || !tile) return undefined;
  const { id, name, timezone } = project;
  return {
    ...tile,
    at: overview.at,
    project: { id, name, timezone },
    periods: [],
    alerts: overview.alerts.filter((alert) => alert.locationId === locationId),
  };
}

function Loading() {
  return (
    <div class="flex flex-col gap-7">
      <Skeleton class="h-20 w-72 max-w-full" />
      <Skeleton class="h-48" />
      <Skeleton class="h-80" />
    </div>
  );
}
