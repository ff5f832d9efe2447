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
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { BellRing, Check, CheckCheck, ChevronDown, CircleCheck } from '../../ui/icons.ts';
import { notify } from '../../ui/Toasts.tsx';
import { AlertDeliveries } from './AlertDeliveries.tsx';
import { conditionText } from './condition.ts';

/** One alert: what, where, since when and how bad; with what it sent folded in under it. */
export function AlertRow(props: { alert: Alert }) {
  const { api, mayChange } = useWorkspace();
  const queries = useQueryClient();
  const [unfolded, setUnfolded] = createSignal(false);
  const id = createUniqueId();
  const now = createNow(1_000);
  const acknowledge = createAction(async () => {
    await api.alerts.acknowledge.mutate({ alertId: props.alert.id });
    await queries.invalidateQueries({ queryKey: keys.alertLists });
    notify({ tone: 'good', title: t('alerts.acknowledged') });
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

function State(props: { alert: Alert }) {
  return (
    <Show
      when={props.alert.open}
      fallback={
        <Status tone="quiet" icon={CircleCheck}>
          {t('alerts.state.over')}
        </Status>
      }
    >
      <Show
        when={props.alert.acknowledgedAt}
        fallback={
          <Status tone="act" icon={BellRing}>
            {t('alerts.state.open')}
          </Status>
        }
      >
        <Status tone="ask" icon={CheckCheck}>
          {t('alerts.state.acknowledged')}
        </Status>
      </Show>
    </Show>
  );
}
