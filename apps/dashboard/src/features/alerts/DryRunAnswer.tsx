import type { DryRunResult } from '@sitecast/api/alerts/rules/schema';
import { formatDuration, formatLevel, formatMoment } from '@sitecast/ui';
import { For, Match, Show, Switch } from 'solid-js';
import { t } from '../../i18n/alerts.ts';

const DAY_MS = 86_400_000;
const SHOWN = 5;

type AtLocation = DryRunResult['locations'][number];

/** What a rule would have told: how often, where and when. */
export function DryRunAnswer(props: { result: DryRunResult }) {
  const count = () => props.result.locations.reduce((sum, { alerts }) => sum + alerts.length, 0);
  return (
    <Switch>
      <Match when={!props.result.possible}>
        <p class="text-sm text-ask">{t('rules.dryRun.impossible')}</p>
      </Match>
      <Match when={props.result.locations.length === 0}>
        <p class="text-sm text-quiet">{t('rules.dryRun.noLocations')}</p>
      </Match>
      <Match when>
        <div class="flex flex-col gap-3">
          <p class="text-sm font-medium">
            {count() === 0 ? t('rules.dryRun.none') : t('rules.dryRun.summary', { count: count() })}
          </p>
          <ul class="flex flex-col gap-3">
            <For each={props.result.locations}>
              {(one) => (
                <Location one={one} from={Date.parse(props.result.from)} to={Date.parse(props.result.to)} />
              )}
            </For>
          </ul>
        </div>
      </Match>
    </Switch>
  );
}

function Location(props: { one: AtLocation; from: number; to: number }) {
  const percent = (at: number) => `${((at - props.from) / (props.to - props.from)) * 100}%`;
  const ends = (alert: AtLocation['alerts'][number]) =>
    alert.clearedAt === null ? props.to : Date.parse(alert.clearedAt);
  const days = () => {
    const count = Math.round((props.to - props.from) / DAY_MS);
    return Array.from({ length: count - 1 }, (_, index) => props.from + (index + 1) * DAY_MS);
  };
  const text = (alert: AtLocation['alerts'][number]) =>
    t('rules.dryRun.one', {
      onset: formatMoment(alert.onsetAt),
      duration:
        alert.clearedAt === null
          ? t('rules.dryRun.goesOn')
          : formatDuration((Date.parse(alert.clearedAt) - Date.parse(alert.onsetAt)) / 1000),
      peak: formatLevel(alert.peak),
    });
  return (
    <li class="flex flex-col gap-1.5">
      <div class="flex flex-wrap justify-between gap-x-4 text-sm">
        <span class="wrap-anywhere">{props.one.name}</span>
        <span class="text-quiet tabular-nums">
          {t('rules.dryRun.alerts', { count: props.one.alerts.length })} ·{' '}
          {t('rules.dryRun.measured', { hours: Math.round(props.one.minutes / 60) })}
        </span>
      </div>
      <div
        class="relative h-4 overflow-hidden rounded-[4px] border border-line bg-surface"
        aria-hidden="true"
      >
        <For each={days()}>
          {(at) => <span class="absolute inset-y-0 w-px bg-line" style={{ left: percent(at) }} />}
        </For>
        <For each={props.one.alerts}>
          {(alert) => (
            <span
              class="absolute inset-y-0 min-w-0.5 bg-act"
              style={{
                left: percent(Date.parse(alert.onsetAt)),
                width: `${((ends(alert) - Date.parse(alert.onsetAt)) / (props.to - props.from)) * 100}%`,
              }}
            />
          )}
        </For>
      </div>
      <Show when={props.one.alerts.length > 0}>
        <ul class="text-xs text-quiet tabular-nums">
          <For each={props.one.alerts.slice(-SHOWN).reverse()}>{(alert) => <li>{text(alert)}</li>}</For>
          <Show when={props.one.alerts.length > SHOWN}>
            <li>{t('rules.dryRun.more', { count: props.one.alerts.length - SHOWN })}</li>
          </Show>
        </ul>
      </Show>
    </li>
  );
}
