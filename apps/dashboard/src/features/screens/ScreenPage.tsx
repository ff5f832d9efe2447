import type { Device } from '@sitecast/api/screens/devices/schema';
import { PageHeader } from '@sitecast/ui';
import { useParams } from '@solidjs/router';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { ThingPage } from '../../ui/ThingPage.tsx';
import { CommandHistory } from '../commands/CommandHistory.tsx';
import { CommandMenu } from '../commands/CommandMenu.tsx';
import { OverlayHistory } from '../pip/OverlayHistory.tsx';
import { OverlayPanel } from '../pip/OverlayPanel.tsx';
import { DeviceDetails } from './DeviceDetails.tsx';
import { DeviceLog } from './DeviceLog.tsx';
import { DeviceSettings } from './DeviceSettings.tsx';
import { DeviceStatus } from './DeviceStatus.tsx';
import { Screenshot } from './Screenshot.tsx';

/** One screen: status, overlays, screenshot, histories, log and settings. */
export function ScreenPage() {
  const params = useParams<{ deviceId: string }>();
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.screen(params.deviceId),
    queryFn: () => api.devices.get.query({ deviceId: params.deviceId }),
    reconcile: 'id',
  }));
  return (
    <ThingPage query={query} cards={['h-110', 'h-40']}>
      {(device) => <ScreenView device={device()} />}
    </ThingPage>
  );
}

function ScreenView(props: { device: Device }) {
  const { api, mayChange } = useWorkspace();
  const queries = useQueryClient();
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={props.device.name}
        above={<BackLink href="/screens" label={t('screens.title')} />}
        lead={<DeviceStatus device={props.device} />}
        actions={
          <Show when={mayChange}>
            <CommandMenu
              name={props.device.name}
              count={1}
              send={(type) => api.devices.command.mutate({ deviceId: props.device.id, type })}
              onSent={() => void queries.invalidateQueries({ queryKey: keys.commands(props.device.id) })}
            />
          </Show>
        }
      />
      <OverlayPanel target={props.device} />
      <div class="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div class="flex min-w-0 flex-col gap-6">
          <Screenshot device={props.device} />
          <CommandHistory device={props.device} />
          <OverlayHistory target={props.device} />
          <DeviceLog device={props.device} />
        </div>
        <div class="flex min-w-0 flex-col gap-6">
          <DeviceDetails device={props.device} />
          <Show when={mayChange}>
            <DeviceSettings device={props.device} />
          </Show>
        </div>
      </div>
    </div>
  );
}
