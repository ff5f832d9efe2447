import { Card } from '@sitecast/ui';
import { Show } from 'solid-js';
import { useWorkspace } from '../../api/workspace.tsx';
import { OverlaysNow } from './OverlaysNow.tsx';
import { SendOverlay } from './SendOverlay.tsx';
import type { OverlayTarget } from './target.ts';

/** The overlays showing on a screen or group, inside the form that sends one for those who may. */
export function OverlayPanel(props: { target: OverlayTarget }) {
  const { mayChange } = useWorkspace();
  const showing = () => <OverlaysNow target={props.target} />;
  return (
    <Show when={mayChange} fallback={<Card class="overflow-hidden">{showing()}</Card>}>
      <SendOverlay target={props.target}>{showing()}</SendOverlay>
    </Show>
  );
}
