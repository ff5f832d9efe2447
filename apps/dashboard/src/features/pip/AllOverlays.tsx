import type { Overlay } from '@sitecast/api/screens/overlays/schema';
import { Button, Card, CardHeader, Skeleton } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { For, Match, Show, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { OverlayRow, overlayName } from './OverlayRow.tsx';

interface AllOverlaysProps {
  /** Those that show now, or those that did. */
  active: boolean;
  nameOf: (targetId: string) => string;
}

/** The overlays of all screens, each with where it went. */
export function AllOverlays(props: AllOverlaysProps) {
  const { api, mayChange } = useWorkspace();
  const queries = useQueryClient();
  const list = usePages(
    () => keys.overlaysOf('all', props.active),
    (cursor) => api.pip.list.query({ active: props.active, cursor, limit: props.active ? 50 : 10 }),
    'pipId',
  );
  const clear = createAction(async ({ targetId, pipId }: Overlay) => {
    await api.pip.clear.mutate({ deviceId: targetId, pipId });
    await queries.invalidateQueries({ queryKey: keys.overlays });
    notify({ tone: 'good', title: t('overlay.cleared') });
  });
  const target = ({ target, targetId }: Overlay) => ({
    id: targetId,
    name: props.nameOf(targetId),
    orientation: 0 as const,
    info: null,
    isGroup: target === 'group',
  });
  return (
    <Card>
      <CardHeader title={props.active ? t('overlays.now') : t('overlays.history')} />
      <Switch fallback={<Skeleton class="m-5 h-10" />}>
        <Match when={list.error()}>
          <LoadFailure error={list.error()} onRetry={list.retry} />
        </Match>
        <Match when={list.items()?.length === 0}>
          <p class="px-5 py-6 text-quiet">
            {props.active ? t('overlays.nothing') : t('overlay.historyEmpty')}
          </p>
        </Match>
        <Match when={list.items()}>
          <ul class="divide-y divide-line">
            <For each={list.items()}>
              {(overlay) => (
                <OverlayRow overlay={overlay} target={target(overlay)}>
                  <A
                    href={`/${overlay.target === 'group' ? 'groups' : 'screens'}/${overlay.targetId}`}
                    class="w-40 truncate text-sm underline-offset-4 hover:text-accent-ink hover:underline"
                  >
                    {t('overlays.on', { target: props.nameOf(overlay.targetId) })}
                  </A>
                  <Show when={mayChange && props.active}>
                    <Button
                      size="sm"
                      aria-label={t('overlay.clearNamed', { name: overlayName(overlay) })}
                      disabled={clear.busy()}
                      onClick={() => void clear.run(overlay)}
                    >
                      {t('overlay.clear')}
                    </Button>
                  </Show>
                </OverlayRow>
              )}
            </For>
          </ul>
          <MoreButton list={list} />
        </Match>
      </Switch>
    </Card>
  );
}
