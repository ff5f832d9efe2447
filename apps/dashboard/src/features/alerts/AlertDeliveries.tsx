import type { Alert, AlertWithDeliveries } from '@sitecast/api/alerts/schema';
import { formatExactTime, formatLevel, formatMoment, Skeleton, Status, type Tone } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { CircleAlert, CircleArrowUp, CircleCheck, Hourglass } from '../../ui/icons.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { actionIcons } from './action-icons.ts';
import { useTargets } from './targets.ts';

type Delivery = AlertWithDeliveries['deliveries'][number];

const looks: Record<Delivery['status'], { tone: Tone; icon: typeof Hourglass }> = {
  pending: { tone: 'quiet', icon: Hourglass },
  working: { tone: 'accent', icon: CircleArrowUp },
  done: { tone: 'good', icon: CircleCheck },
  failed: { tone: 'act', icon: CircleAlert },
};

/** When an alert started, peaked and cleared, and the status of its notifications. */
export function AlertDeliveries(props: { alert: Alert }) {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.alert(props.alert.id),
    queryFn: () => api.alerts.get.query({ alertId: props.alert.id }),
  }));
  const hasOverlays = () => query.isSuccess && query.data.deliveries.some(({ kind }) => kind === 'overlay');
  const { nameOf } = useTargets(hasOverlays);
  return (
    <div class="flex animate-appear flex-col gap-3 border-t border-line bg-sunken/40 px-5 py-4 text-sm">
      <dl class="flex flex-wrap gap-x-8 gap-y-2 tabular-nums">
        <Moment label={t('alerts.onset')} at={props.alert.onsetAt} level={props.alert.value} />
        <Moment label={t('alerts.peak')} at={props.alert.peakAt} level={props.alert.peak} />
        <Moment label={t('alerts.cleared')} at={props.alert.clearedAt} level={null} />
        <Show when={props.alert.acknowledgedAt}>
          {(at) => (
            <Moment
              label={t('alerts.acknowledgedBy', { who: props.alert.acknowledgedBy ?? '' })}
              at={at()}
              level={null}
            />
          )}
        </Show>
      </dl>
      <h3 class="text-xs font-medium text-quiet">{t('alerts.deliveries')}</h3>
      <Loaded query={query} skeleton={<Skeleton class="h-6" />}>
        {(details) => (
          <Show
            when={details().deliveries.length > 0}
            fallback={<p class="text-quiet">{t('alerts.noDeliveries')}</p>}
          >
            <ul class="flex flex-col gap-1.5">
              <For each={details().deliveries}>
                {(delivery) => (
                  <li class="flex flex-wrap items-center gap-x-4 gap-y-0.5">
                    <span class="flex min-w-0 flex-1 basis-56 items-center gap-2">
                      <Dynamic
                        component={actionIcons[delivery.kind]}
                        class="size-4 shrink-0 text-quiet"
                        aria-hidden="true"
                      />
                      <span class="sr-only">{t(`alerts.kinds.${delivery.kind}`)}</span>
                      <span class="min-w-0 wrap-anywhere">
                        {delivery.kind === 'overlay' ? nameOf(delivery.to) : delivery.to}
                      </span>
                    </span>
                    <span class="w-36 text-quiet">{t(`alerts.moments.${delivery.moment}`)}</span>
                    <Status
                      {...looks[delivery.status]}
                      class="w-28"
                      hint={delivery.doneAt ? formatExactTime(delivery.doneAt) : undefined}
                    >
                      {t(`alerts.deliveryStatus.${delivery.status}`)}
                    </Status>
                    <Show when={delivery.lastError}>
                      {(error) => (
                        <span class="basis-full pl-6 text-xs text-quiet wrap-anywhere">
                          {t('alerts.attempts', { count: delivery.attempts })}: {error()}
                        </span>
                      )}
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
    </div>
  );
}

function Moment(props: { label: string; at: string | null; level: number | null }) {
  return (
    <Show when={props.at}>
      {(at) => (
        <div class="flex flex-col">
          <dt class="text-xs text-quiet">{props.label}</dt>
          <dd title={formatExactTime(at())}>
            {formatMoment(at())}
            <Show when={props.level !== null}>
              <span class="font-medium"> · {formatLevel(props.level)} dB</span>
            </Show>
          </dd>
        </div>
      )}
    </Show>
  );
}
