import type { ListAlerts } from '@sitecast/api/alerts/schema';
import { Card, CardHeader, Skeleton } from '@sitecast/ui';
import { For, Match, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { AlertRow } from './AlertRow.tsx';

/** Of which place or meter; default: of the whole workspace. */
type Of = Pick<ListAlerts, 'projectId' | 'locationId' | 'unitId'>;

/** What goes on, and what is over. */
export function AlertList(props: { of?: Of }) {
  return (
    <div class="flex flex-col gap-6">
      <Alerts of={props.of} open />
      <Alerts of={props.of} open={false} />
    </div>
  );
}

function Alerts(props: { of?: Of; open: boolean }) {
  const { api } = useWorkspace();
  const filter = () => ({ ...props.of, open: props.open });
  const list = usePages(
    () => keys.alerts(filter()),
    (cursor) => api.alerts.list.query({ ...filter(), cursor, limit: props.open ? 50 : 15 }),
  );
  return (
    <Card>
      <CardHeader title={props.open ? t('alerts.open') : t('alerts.past')} />
      <Switch fallback={<Skeleton class="m-5 h-12" />}>
        <Match when={list.error()}>
          <LoadFailure error={list.error()} onRetry={list.retry} />
        </Match>
        <Match when={list.items()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{props.open ? t('alerts.noneOpen') : t('alerts.nonePast')}</p>
        </Match>
        <Match when={list.items()}>
          <ul class="divide-y divide-line" aria-label={props.open ? t('alerts.open') : t('alerts.past')}>
            <For each={list.items()}>{(alert) => <AlertRow alert={alert} />}</For>
          </ul>
          <MoreButton list={list} />
        </Match>
      </Switch>
    </Card>
  );
}
