import type { Alert } from '@sitecast/api/alerts/schema';
import {
  Button,
  createNow,
  cx,
  formatDuration,
  formatExactTime,
  formatLevel,
  formatRelative,
  IconButton,
  Status,
} from '@sitecast/ui';
import { A } from '@solidjs/router';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { BellRing, Check, CheckCheck, ChevronDown, CircleCheck } from '../../ui/icons.ts';
import { AlertDeliveries } from './AlertDeliveries.tsx';
import { conditionText } from './condition.ts';

/** One alert: its rule, location, time and peak, with its notifications in a disclosure. */
export function AlertRow(props: { alert: Alert }) {
  const { api, mayChange } = useWorkspace();
  const [unfolded, setUnfolded] = createSignal(false);
  const id = createUniqueId();
  const now = createNow(1_000);
  const acknowledge = useChange({
    call: () => api.alerts.acknowledge.mutate({ alertId: props.alert.id }),
    said: () => t('alerts.acknowledged'),
    stale: [keys.alertLists],
  });
  const seconds = () =>
    ((props.alert.clearedAt === null ? now() : Date.parse(props.alert.clearedAt)) -
      Date.parse(props.alert.onsetAt)) /
    1000;
  const isLevel = () => props.alert.condition.kind === 'level';
  return (
    <li class="flex flex-col">
      <div class="flex flex-wrap items-center gap-x-5 gap-y-2 px-5 py-3.5">
        <div class="w-32 shrink-0">
          <State alert={props.alert} />
        </div>
        <div class="flex min-w-0 flex-1 basis-52 flex-col">
          <span class="font-medium wrap-anywhere">{props.alert.ruleName}</span>
          <span class="text-sm text-quiet wrap-anywhere">
            <A
              href={
                props.alert.unitId === null
                  ? `/projects/${props.alert.location.projectId}`
                  : `/meters/${props.alert.unitId}`
              }
              class="underline-offset-4 hover:text-accent-ink hover:underline"
            >
              {props.alert.location.name}
            </A>
            {' · '}
            {conditionText(props.alert.condition)}
          </span>
        </div>
        <dl class="flex shrink-0 gap-6 text-sm tabular-nums">
          <Show when={isLevel()}>
            <div class="flex w-16 flex-col">
              <dt class="text-xs text-quiet">{t('alerts.peak')}</dt>
              <dd
                class="font-medium"
                title={props.alert.peakAt ? formatExactTime(props.alert.peakAt) : undefined}
              >
                {formatLevel(props.alert.peak)} dB
              </dd>
            </div>
          </Show>
          <div class="flex w-36 flex-col">
            <dt class="text-xs text-quiet">{t('alerts.onset')}</dt>
            <dd title={formatExactTime(props.alert.onsetAt)}>
              <time datetime={props.alert.onsetAt}>{formatRelative(props.alert.onsetAt)}</time>
              <span class="block truncate text-xs text-quiet">
                {t(props.alert.open ? 'alerts.going' : 'alerts.lasted', {
                  duration: formatDuration(seconds()),
                })}
              </span>
            </dd>
          </div>
        </dl>
        <div class="ml-auto flex min-w-34 items-center justify-end gap-1">
          <Show when={mayChange && props.alert.acknowledgedAt === null}>
            <Button
              size="sm"
              variant={props.alert.open ? 'secondary' : 'ghost'}
              busy={acknowledge.busy()}
              aria-label={t('alerts.acknowledgeNamed', {
                rule: props.alert.ruleName,
                place: props.alert.location.name,
              })}
              onClick={() => void acknowledge.run()}
            >
              <Check class="size-4" aria-hidden="true" />
              {t('alerts.acknowledge')}
            </Button>
          </Show>
          <IconButton
            label={t('alerts.details', { rule: props.alert.ruleName })}
            aria-expanded={unfolded()}
            aria-controls={id}
            onClick={() => setUnfolded((before) => !before)}
          >
            <ChevronDown
              class={cx('size-4 transition-transform', unfolded() && 'rotate-180')}
              aria-hidden="true"
            />
          </IconButton>
        </div>
      </div>
      <div id={id}>
        <Show when={unfolded()}>
          <AlertDeliveries alert={props.alert} />
        </Show>
      </div>
    </li>
  );
}

const states = {
  open: { tone: 'act', icon: BellRing },
  acknowledged: { tone: 'ask', icon: CheckCheck },
  over: { tone: 'quiet', icon: CircleCheck },
} as const;

function State(props: { alert: Alert }) {
  const state = () => {
    if (!props.alert.open) return 'over';
    return props.alert.acknowledgedAt === null ? 'open' : 'acknowledged';
  };
  return <Status {...states[state()]}>{t(`alerts.state.${state()}`)}</Status>;
}
