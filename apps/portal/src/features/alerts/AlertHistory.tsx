import type { PortalAlert } from '@sitecast/api/portal/view/schema';
import { Button, Card, CardHeader, formatLevel, Skeleton, Status } from '@sitecast/ui';
import { useInfiniteQuery } from '@tanstack/solid-query';
import { For, Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePortal } from '../../api/portal.tsx';
import { t } from '../../i18n/i18n.ts';
import { CircleCheck, TriangleAlert } from '../../ui/icons.ts';
import { problemText } from '../../ui/Problem.tsx';
import { durationText, siteMoment } from '../../ui/time.ts';
import { alertText } from './alert-text.ts';

const PAGE = 10;

/** The alerts of a location, newest first. */
export function AlertHistory(props: { locationId: string; timezone: string }) {
  const { api } = usePortal();
  const alerts = useInfiniteQuery(() => ({
    queryKey: keys.alerts(props.locationId),
    queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
      api.alerts.query({ locationId: props.locationId, limit: PAGE, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
    refetchInterval: 60_000,
  }));
  const items = () =>
    alerts.isPending || alerts.isLoadingError ? undefined : alerts.data?.pages.flatMap((page) => page.items);
  return (
    <Card>
      <CardHeader title={t('portalAlerts.title')} />
      <Switch fallback={<Skeleton class="m-5 h-32" />}>
        <Match when={alerts.isLoadingError}>
          <p class="p-5 text-base text-quiet">{problemText(alerts.error)}</p>
        </Match>
        <Match when={items()?.length === 0}>
          <p class="flex items-center gap-2.5 p-5 text-base text-quiet">
            <CircleCheck class="size-5 shrink-0 text-good" stroke-width={1.5} aria-hidden="true" />
            {t('portalAlerts.none')}
          </p>
        </Match>
        <Match when={items()}>
          {(found) => (
            <ul class="divide-y divide-line">
              <For each={found()}>{(alert) => <Entry alert={alert} timezone={props.timezone} />}</For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show when={alerts.hasNextPage}>
        <div class="border-t border-line p-3 text-center">
          <Button
            variant="ghost"
            busy={alerts.isFetchingNextPage}
            onClick={() => void alerts.fetchNextPage()}
          >
            {t('portalCommon.more')}
          </Button>
        </div>
      </Show>
    </Card>
  );
}

function Entry(props: { alert: PortalAlert; timezone: string }) {
  const details = () => {
    const { onsetAt, clearedAt, peak } = props.alert;
    return [
      alertText(props.alert),
      ...(peak === null ? [] : [t('portalAlerts.peak', { level: formatLevel(peak) })]),
      ...(clearedAt === null
        ? []
        : [t('portalAlerts.lasted', { duration: durationText(onsetAt, clearedAt) })]),
    ];
  };
  return (
    <li class="flex flex-col gap-1 px-5 py-4">
      <div class="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 class="text-base font-medium wrap-anywhere">{props.alert.name}</h3>
        <time class="text-sm text-quiet" datetime={props.alert.onsetAt}>
          {siteMoment(props.alert.onsetAt, props.timezone)}
        </time>
      </div>
      <p class="flex flex-wrap items-center gap-x-2 text-sm text-quiet">
        <Show when={props.alert.open}>
          <Status tone="act" icon={TriangleAlert}>
            {t('portalAlerts.open')}
          </Status>
        </Show>
        {details().join(' · ')}
      </p>
    </li>
  );
}
