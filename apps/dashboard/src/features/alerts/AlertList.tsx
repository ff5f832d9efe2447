import type { ListAlerts } from '@sitecast/api/alerts/schema';
import { Card, CardHeader, Skeleton } from '@sitecast/ui';
import { For } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { ListStates } from '../../ui/List.tsx';
import { AlertRow } from './AlertRow.tsx';

interface AlertListProps {
  /** Limits the list to a project, location or meter. */
  of?: Pick<ListAlerts, 'projectId' | 'locationId' | 'unitId'>;
}

/** Open alerts, and past ones below. */
export function AlertList(props: AlertListProps) {
  return (
    <div class="flex flex-col gap-6">
      <Alerts of={props.of} open />
      <Alerts of={props.of} open={false} />
    </div>
  );
}

function Alerts(props: AlertListProps & { open: boolean }) {
  const { api } = useWorkspace();
  const title = () => t(props.open ? 'alerts.open' : 'alerts.past');
  const filter = () => ({ ...props.of, open: props.open });
  const alerts = usePages(
    () => keys.alerts(filter()),
    (cursor) => api.alerts.list.query({ ...filter(), cursor, limit: props.open ? 50 : 15 }),
  );
  return (
    <Card>
      <CardHeader title={title()} />
      <ListStates
        list={alerts}
        skeleton={<Skeleton class="m-5 h-12" />}
        empty={t(props.open ? 'alerts.noneOpen' : 'alerts.nonePast')}
      >
        {(items) => (
          <ul class="divide-y divide-line" aria-label={title()}>
            <For each={items()}>{(alert) => <AlertRow alert={alert} />}</For>
          </ul>
        )}
      </ListStates>
    </Card>
  );
}
