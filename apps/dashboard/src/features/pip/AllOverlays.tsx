import type { Overlay } from '@sitecast/api/screens/overlays/schema';
import { Card, CardHeader } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { LineList } from '../../ui/LineList.tsx';
import { ClearOverlay } from './ClearOverlay.tsx';
import { OverlayRow } from './OverlayRow.tsx';

interface AllOverlaysProps {
  /** Lists the overlays that are showing, rather than the past ones. */
  active: boolean;
  nameOf: (targetId: string) => string;
}

/** The overlays of all screens and groups, with their targets. */
export function AllOverlays(props: AllOverlaysProps) {
  const { api, mayChange } = useWorkspace();
  const list = usePages(
    () => keys.overlaysOf('all', props.active),
    (cursor) => api.pip.list.query({ active: props.active, cursor, limit: props.active ? 50 : 10 }),
    'pipId',
  );
  const isGroup = ({ target }: Overlay) => target === 'group';
  return (
    <Card>
      <CardHeader title={props.active ? t('overlays.now') : t('overlays.history')} />
      <LineList list={list} empty={props.active ? t('overlays.nothing') : t('overlay.historyEmpty')}>
        {(overlay) => (
          <OverlayRow overlay={overlay} target={{ id: overlay.targetId, isGroup: isGroup(overlay) }}>
            <A
              href={`/${isGroup(overlay) ? 'groups' : 'screens'}/${overlay.targetId}`}
              class="w-40 truncate text-sm underline-offset-4 hover:text-accent-ink hover:underline"
            >
              {t('overlays.on', { target: props.nameOf(overlay.targetId) })}
            </A>
            <Show when={mayChange && props.active}>
              <ClearOverlay overlay={overlay} targetId={overlay.targetId} />
            </Show>
          </OverlayRow>
        )}
      </LineList>
    </Card>
  );
}
