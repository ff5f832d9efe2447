import type { UnitStatus } from '@sitecast/api/sites/units/schema';
import {
  Card,
  CardHeader,
  cx,
  formatDuration,
  formatExactTime,
  formatMoment,
  formatNumber,
  formatRelative,
  Skeleton,
  Status,
} from '@sitecast/ui';
import { Match, Show, Switch } from 'solid-js';
import { t } from '../../i18n/meters.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { CircleCheck, TriangleAlert, WifiOff } from '../../ui/icons.ts';
import { LoadFailure } from '../../ui/Table.tsx';
import type { Frame } from './live-frames.ts';

interface MeterStatusPanelProps {
  status: UnitStatus | undefined;
  error: unknown;
  frame: Frame | undefined;
}

/** How a meter is: what the process that reads it knows, never asked of the instrument. */
export function MeterStatusPanel(props: MeterStatusPanelProps) {
  return (
    <Card>
      <CardHeader title={t('meter.status.title')} />
      <Switch fallback={<Skeleton class="m-5 h-56" />}>
        <Match when={props.error}>
          <LoadFailure error={props.error} onRetry={() => location.reload()} />
        </Match>
        <Match when={props.status}>{(status) => <Known status={status()} frame={props.frame} />}</Match>
      </Switch>
    </Card>
  );
}

function Known(props: { status: UnitStatus; frame: Frame | undefined }) {
  const lastValue = () => props.frame?.timestamp ?? props.status.lastSuccessAt;
  return (
    <Facts>
      <Fact label={t('meter.status.reachable')}>
        <Show when={props.status.reachable !== null}>
          <Show
            when={props.status.reachable}
            fallback={
              <Status tone="act" icon={WifiOff}>
                {t('meter.status.no')}
              </Status>
            }
          >
            <Status tone="good" icon={CircleCheck}>
              {t('meter.status.yes')}
            </Status>
          </Show>
        </Show>
      </Fact>
      <Show when={props.status.connectionUptimeSeconds}>
        {(seconds) => <Fact label={t('meter.status.uptime')}>{formatDuration(seconds())}</Fact>}
      </Show>
      <Show when={props.status.failures > 0}>
        <Fact label={t('meter.status.failures')}>{formatNumber(props.status.failures)}</Fact>
      </Show>
      <Fact
        label={t('meter.status.lastSuccess')}
        hint={lastValue() ? formatExactTime(lastValue()!) : undefined}
      >
        <Show when={lastValue()}>{(at) => <>{formatRelative(at())}</>}</Show>
      </Fact>
      <Fact
        label={t('meter.status.lastPoll')}
        hint={props.status.lastPollAt ? formatExactTime(props.status.lastPollAt) : undefined}
      >
        <Show when={props.status.lastPollAt}>{(at) => <>{formatRelative(latest(at(), lastValue()))}</>}</Show>
      </Fact>
      <Show when={props.frame?.measurementStartTime ?? props.status.measurementStartTime}>
        {(at) => (
          <Fact label={t('meter.status.measuringSince')} hint={formatExactTime(at())}>
            {formatMoment(at())}
          </Fact>
        )}
      </Show>
      <Show when={props.status.battery}>
        {(battery) => (
          <Fact label={t('meter.status.battery')}>
            <span class={cx(props.status.batteryLow && 'font-medium text-ask')}>{battery()}</span>
          </Fact>
        )}
      </Show>
      <Show when={props.status.clockDriftSeconds !== null}>
        <Fact label={t('meter.status.clock')}>
          <span class={cx(props.status.clockWarning && 'font-medium text-ask')}>
            {clockText(props.status.clockDriftSeconds!)}
          </span>
        </Fact>
      </Show>
      <Show when={props.status.lastError}>
        {(error) => (
          <div class="flex flex-col gap-0.5 border-t border-line pt-2.5">
            <dt class="flex justify-between gap-4 text-quiet">
              {t('meter.status.lastError')}
              <Show when={props.status.lastErrorAt}>
                {(at) => (
                  <time datetime={at()} title={formatExactTime(at())}>
                    {formatRelative(at())}
                  </time>
                )}
              </Show>
            </dt>
            <dd class="text-sm wrap-anywhere">{error()}</dd>
          </div>
        )}
      </Show>
    </Facts>
  );
}

/** What only somebody at the instrument can mend. */
export function PowerCycleWarning(props: { text: string }) {
  return (
    <div role="alert" class="flex gap-3 rounded-card border border-ask/35 bg-ask-soft px-5 py-4 text-ask">
      <TriangleAlert class="mt-0.5 size-5 shrink-0" aria-hidden="true" />
      <div class="flex min-w-0 flex-col gap-0.5">
        <p class="font-semibold">{t('meter.status.powerCycle')}</p>
        <p class="text-sm wrap-anywhere">{props.text}</p>
      </div>
    </div>
  );
}

function clockText(drift: number): string {
  const seconds = formatNumber(Math.abs(Math.round(drift)));
  if (Math.abs(drift) < 1.5) return t('meter.status.clockRight');
  return drift > 0 ? t('meter.status.clockAhead', { seconds }) : t('meter.status.clockBehind', { seconds });
}

function latest(one: string, other: string | null): string {
  return other !== null && other > one ? other : one;
}
