import type { Overlay } from '@sitecast/api/screens/overlays/schema';
import { Button, CardHeader, createNow, formatCountdown } from '@sitecast/ui';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Eraser } from '../../ui/icons.ts';
import { LineList } from '../../ui/LineList.tsx';
import { ClearOverlay } from './ClearOverlay.tsx';
import { OverlayRow } from './OverlayRow.tsx';
import type { OverlayTarget } from './target.ts';

/** The overlays showing on a screen or group, with their remaining time. */
export function OverlaysNow(props: { target: OverlayTarget }) {
  const { api, mayChange } = useWorkspace();
  const now = createNow(1_000);
  const showing = usePages(
    () => keys.overlaysOf(props.target.id, true),
    (cursor) => api.pip.list.query({ deviceId: props.target.id, active: true, cursor }),
    'pipId',
  );
  const clearAll = useChange({
    call: () => api.pip.clear.mutate({ deviceId: props.target.id }),
    said: () => t('overlay.clearedAll', { name: props.target.name }),
    stale: [keys.overlays],
  });
  // Expired overlays disappear at once; the screen's report follows.
  const current = () =>
    showing.items()?.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now());

  return (
    <section class="flex flex-1 flex-col border-t border-line bg-surface">
      <CardHeader title={t('overlay.now')}>
        <Show when={mayChange && current()?.length}>
          <Button size="sm" variant="ghost" busy={clearAll.busy()} onClick={() => void clearAll.run()}>
            <Eraser class="size-4" aria-hidden="true" />
            {t('overlay.clearAll')}
          </Button>
        </Show>
      </CardHeader>
      <LineList list={{ ...showing, items: current }} empty={t('overlay.nothing')}>
        {(overlay) => (
          <OverlayRow overlay={overlay} target={props.target}>
            <span class="w-24 text-right text-sm text-quiet">{timeLeft(overlay, now())}</span>
            <Show when={mayChange}>
              <ClearOverlay overlay={overlay} targetId={props.target.id} />
            </Show>
          </OverlayRow>
        )}
      </LineList>
    </section>
  );
}

function timeLeft({ expiresAt }: Overlay, now: number): string {
  return expiresAt === null
    ? t('overlay.untilCleared')
    : t('overlay.left', { clock: formatCountdown((Date.parse(expiresAt) - now) / 1000) });
}
