import type { PortalFrame } from '@sitecast/api/portal/view/schema';
import { Status } from '@sitecast/ui';
import { Match, Show, Switch } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import type { Phase } from '../../live/machine.ts';
import { CircleDashed, Unplug, WifiOff } from '../../ui/icons.ts';
import { LiveDot } from '../../ui/LiveDot.tsx';
import { clockSecond, siteMoment } from '../../ui/time.ts';

interface LiveStatusProps {
  frame: PortalFrame | null;
  phase: Phase;
  measured: boolean;
  timezone: string;
}

/** Whether the values are live, and their time. Only the former is announced, because the time changes every second. */
export function LiveStatus(props: LiveStatusProps) {
  const live = () => props.phase === 'live';
  const trouble = () => live() && props.frame !== null && props.frame.feedStatus !== 'ok';
  return (
    <div class="flex min-h-12 flex-wrap content-start items-center gap-x-2 gap-y-0.5 text-base">
      <span role="status" class="inline-flex items-center gap-2" data-phase={props.phase}>
        <Switch fallback={<span class="text-quiet">{t('portalLive.connecting')}</span>}>
          <Match when={!props.measured}>
            <Status tone="quiet" icon={CircleDashed}>
              {t('portalOverview.noMeter')}
            </Status>
          </Match>
          <Match when={trouble()}>
            <Status tone="ask" icon={Unplug}>
              {t('portalAlerts.unreachable')}
            </Status>
          </Match>
          <Match when={live() && props.frame?.measurementState === 'Stop'}>
            <Status tone="quiet" icon={CircleDashed}>
              {t('portalLive.stopped')}
            </Status>
          </Match>
          <Match when={live()}>
            <LiveDot live />
            <span class="font-semibold">{t('portalLive.live')}</span>
          </Match>
          <Match when={props.phase === 'reconnecting'}>
            <Status tone="ask" icon={WifiOff}>
              {t('portalLive.reconnecting')}
            </Status>
          </Match>
          <Match when={props.phase === 'paused'}>
            <LiveDot live={false} />
            <span class="font-medium">{t('portalLive.paused')}</span>
          </Match>
        </Switch>
      </span>
      <Show when={props.frame}>
        {(frame) => (
          <time datetime={frame().timestamp} class="text-quiet">
            {live() && !trouble()
              ? clockSecond(frame().timestamp, props.timezone)
              : t('portalLive.lastValue', { time: siteMoment(frame().timestamp, props.timezone) })}
          </time>
        )}
      </Show>
    </div>
  );
}
