import type { Overlay } from '@sitecast/api/screens/overlays/schema';
import { Button, CardHeader, createNow, formatCountdown, Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { For, Match, Show, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Eraser } from '../../ui/icons.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { OverlayRow, overlayName } from './OverlayRow.tsx';
import type { OverlayTarget } from './target.ts';

/** What is over the playlist right now, live, and how to take it away. */
export function OverlaysNow(props: { target: OverlayTarget }) {
  const { api, mayChange } = useWorkspace();
  const queries = useQueryClient();
  const now = createNow(1_000);
  const showing = usePages(
    () => keys.overlaysOf(props.target.id, true),
    (cursor) => api.pip.list.query({ deviceId: props.target.id, active: true, cursor }),
    'pipId',
  );
  const clear = createAction(async (pipId?: string) => {
    await api.pip.clear.mutate({ deviceId: props.target.id, pipId });
    await queries.invalidateQueries({ queryKey: keys.overlays });
    notify({
      tone: 'good',
      title:
        pipId === undefined ? t('overlay.clearedAll', { name: props.target.name }) : t('overlay.cleared'),
    });
  });
  // Those whose time is over leave at once; the screen's word that they ended follows.
  const current = () =>
    showing.items()?.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now());

  return (
    <section class="flex flex-1 flex-col border-t border-line bg-surface">
      <CardHeader title={t('overlay.now')}>
        <Show when={mayChange && (current()?.length ?? 0) > 0}>
          <Button size="sm" variant="ghost" busy={clear.busy()} onClick={() => void clear.run()}>
            <Eraser class="size-4" aria-hidden="true" />
            {t('overlay.clearAll')}
          </Button>
        </Show>
      </CardHeader>
      <Switch fallback={<Skeleton class="m-5 h-8" />}>
        <Match when={showing.error()}>
          <LoadFailure error={showing.error()} onRetry={showing.retry} />
        </Match>
        <Match when={current()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{t('overlay.nothing')}</p>
        </Match>
        <Match when={current()}>
          <ul class="divide-y divide-line">
            <For each={current()}>
              {(overlay) => (
                <OverlayRow overlay={overlay} target={props.target}>
                  <span class="w-24 text-right text-sm text-quiet">{timeLeft(overlay, now())}</span>
                  <Show when={mayChange}>
                    <Button
                      size="sm"
                      aria-label={t('overlay.clearNamed', { name: overlayName(overlay) })}
                      disabled={clear.busy()}
                      onClick={() => void clear.run(overlay.pipId)}
                    >
                      {t('overlay.clear')}
                    </Button>
                  </Show>
                </OverlayRow>
              )}
            </For>
          </ul>
          <MoreButton list={showing} />
        </Match>
      </Switch>
    </section>
  );
}

function timeLeft({ expiresAt }: Overlay, now: number): string {
  return expiresAt === null
    ? t('overlay.untilCleared')
    : t('overlay.left', { clock: formatCountdown((Date.parse(expiresAt) - now) / 1000) });
}
