import type { Overlay } from '@sitecast/api/screens/overlays/schema';
import { Button } from '@sitecast/ui';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { overlayName } from './OverlayRow.tsx';

/** Clears one overlay from its screen or group. */
export function ClearOverlay(props: { overlay: Overlay; targetId: string }) {
  const { api } = useWorkspace();
  const clear = useChange({
    call: () => api.pip.clear.mutate({ deviceId: props.targetId, pipId: props.overlay.pipId }),
    said: () => t('overlay.cleared'),
    stale: [keys.overlays],
  });
  return (
    <Button
      size="sm"
      aria-label={t('overlay.clearNamed', { name: overlayName(props.overlay) })}
      disabled={clear.busy()}
      onClick={() => void clear.run()}
    >
      {t('overlay.clear')}
    </Button>
  );
}
