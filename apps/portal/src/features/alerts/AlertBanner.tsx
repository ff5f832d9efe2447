import type { PortalAlert } from '@sitecast/api/portal/view/schema';
import { formatLevel } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { TriangleAlert } from '../../ui/icons.ts';
import { siteMoment } from '../../ui/time.ts';
import { alertText } from './alert-text.ts';

/** More would push the levels off the page. */
const SHOWN = 3;

interface AlertBannerProps {
  /** Open alerts, newest first. */
  alerts: PortalAlert[];
  timezoneOf: (alert: PortalAlert) => string;
  /** Hides the location's name on its own page. */
  nameless?: boolean;
}

/** Open alerts, announced to screen readers. */
export function AlertBanner(props: AlertBannerProps) {
  return (
    <div role="status" class="contents">
      <Show when={props.alerts.length > 0}>
        <ul class="flex animate-appear flex-col gap-3 rounded-card bg-act-soft px-4 py-4 text-act sm:px-5">
          <For each={props.alerts.slice(0, SHOWN)}>
            {(alert) => (
              <li class="flex gap-3">
                <TriangleAlert class="mt-0.5 size-5 shrink-0" stroke-width={1.5} aria-hidden="true" />
                <p class="min-w-0 text-base wrap-anywhere">
                  <Show when={!props.nameless}>
                    <A
                      href={`/location/${alert.locationId}`}
                      class="font-semibold underline underline-offset-2"
                    >
                      {alert.locationName}
                    </A>
                    {': '}
                  </Show>
                  <span class="font-semibold">{alertText(alert)}</span>{' '}
                  <span class="inline-block">
                    {t('portalAlerts.since', { time: siteMoment(alert.onsetAt, props.timezoneOf(alert)) })}
                    <Show when={alert.peak !== null}>
                      {' · '}
                      {t('portalAlerts.peak', { level: formatLevel(alert.peak) })}
                    </Show>
                  </span>
                </p>
              </li>
            )}
          </For>
          <Show when={props.alerts.length > SHOWN}>
            <li class="pl-8 text-base">{t('portalAlerts.more', { count: props.alerts.length - SHOWN })}</li>
          </Show>
        </ul>
      </Show>
    </div>
  );
}
