import { PageHeader } from '@sitecast/ui';
import { Show } from 'solid-js';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { useTargets } from '../alerts/targets.ts';
import { DemoScreens } from '../demo/DemoScreens.tsx';
import { AllOverlays } from './AllOverlays.tsx';
import { SendToAny } from './SendToAny.tsx';
import { Templates } from './Templates.tsx';

/** Overlays across all screens: showing, sending, templates and history. */
export function OverlaysPage() {
  const { mayChange } = useWorkspace();
  const targets = useTargets();
  return (
    <div class="flex flex-col gap-6">
      <PageHeader title={t('overlays.title')} lead={t('overlays.lead')} />
      <DemoScreens />
      <AllOverlays active nameOf={targets.nameOf} />
      <Show when={mayChange}>
        <SendToAny targets={targets.all()} />
      </Show>
      <Templates />
      <AllOverlays active={false} nameOf={targets.nameOf} />
    </div>
  );
}
