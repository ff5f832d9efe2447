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
import type { UseQueryResult } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { t } from '../../i18n/meters.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { CircleCheck, TriangleAlert, WifiOff } from '../../ui/icons.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Moment } from '../../ui/Moment.tsx';
import type { Frame } from './live-frames.ts';

interface MeterStatusPanelProps {
  query: UseQueryResult<UnitStatus>;
  frame: Frame | undefined;
}

/** A meter's status as the server knows it, without asking the instrument. */
export function MeterStatusPanel(props: MeterStatusPanelProps) {
  return (
    <Card>
      <CardHeader title={t('meter.status.title')} />
      <Loaded query={props.query} skeleton={<Skeleton class="m-5 h-56" />}>
        {(status) => <StatusFacts status={status()} frame={props.frame} />}
      </Loaded>
    </Card>
  );
}

function StatusFacts(props: { status: UnitStatus; frame: Frame | undefined }) {
  const lastValue = () => props.frame?.timestamp ?? props.status.lastSuccessAt;
  // A value is also the result of a poll.
  const lastPoll = () => {
    const [polled, value] = [props.status.lastPollAt, lastValue()];
    return polled !== null && value !== null && value > polled ? value : polled;
  };
  return (
    <Facts>
      <Fact label={t('meter.status.reachable')}>
        <Show when={props.status.reachable !== null}>
          <Status {...connection[props.status.reachable ? 'yes' : 'no']}>
            {t(`meter.status.${props.status.reachable ? 'yes' : 'no'}`)}
          </Status>
        </Show>
      </Fact>
      <Show when={props.status.connectionUptimeSeconds}>
        {(seconds) => <Fact label={t('meter.status.uptime')}>{formatDuration(seconds())}</Fact>}
      </Show>
      <Show when={props.status.failures > 0}>
        <Fact label={t('meter.status.failures')}>{formatNumber(props.status.failures)}</Fact>
      </Show>
      <TimeFact label={t('meter.status.lastSuccess')} at={lastValue()} format={formatRelative} />
      <TimeFact label={t('meter.status.lastPoll')} at={lastPoll()} format={formatRelative} />
      <Show when={props.frame?.measurementStartTime ?? props.status.measurementStartTime}>
        {(at) => <TimeFact label={t('meter.status.measuringSince')} at={at()} format={formatMoment} />}
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
              <Moment at={props.status.lastErrorAt} format={formatRelative} fallback="" />
            </dt>
            <dd class="text-sm wrap-anywhere">{error()}</dd>
          </div>
        )}
      </Show>
    </Facts>
  );
}

const connection = {
  yes: { tone: 'good', icon: CircleCheck },
  no: { tone: 'act', icon: WifiOff },
} as const;

function TimeFact(props: { label: string; at: string | null; format: (iso: string) => string }) {
  return (
    <Fact label={props.label} hint={props.at ? formatExactTime(props.at) : undefined}>
      {props.at && props.format(props.at)}
    </Fact>
  );
}

/** Warns that only switching the instrument off and on helps. */
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
