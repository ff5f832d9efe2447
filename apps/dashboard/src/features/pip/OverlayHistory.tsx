import { Card, CardHeader } from '@sitecast/ui';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { LineList } from '../../ui/LineList.tsx';
import { OverlayRow } from './OverlayRow.tsx';
import type { OverlayTarget } from './target.ts';

/** The past overlays of a screen or group, newest first. */
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
      <LineList list={past} empty={t('overlay.historyEmpty')}>
        {(overlay) => <OverlayRow overlay={overlay} target={props.target} />}
      </LineList>
    </Card>
  );
}
