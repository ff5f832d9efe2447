import { Card, CardHeader, Skeleton } from '@sitecast/ui';
import { For, Match, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { OverlayRow } from './OverlayRow.tsx';
import type { OverlayTarget } from './target.ts';

/** What was over the playlist before, newest first. */
export function OverlayHistory(props: { target: OverlayTarget }) {
  const { api } = useWorkspace();
  const past = usePages(
    () => keys.overlaysOf(props.target.id, false),
    (cursor) => api.pip.list.query({ deviceId: props.target.id, active: false, cursor, limit: 8 }),
    'pipId',
  );
  return (
    <Card>
      <CardHeader title={t('overlay.history')} />
      <Switch fallback={<Skeleton class="m-5 h-16" />}>
        <Match when={past.error()}>
          <LoadFailure error={past.error()} onRetry={past.retry} />
        </Match>
        <Match when={past.items()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{t('overlay.historyEmpty')}</p>
        </Match>
        <Match when={past.items()}>
          <ul class="divide-y divide-line">
            <For each={past.items()}>
              {(overlay) => <OverlayRow overlay={overlay} target={props.target} />}
            </For>
          </ul>
          <MoreButton list={past} />
        </Match>
      </Switch>
    </Card>
  );
}
