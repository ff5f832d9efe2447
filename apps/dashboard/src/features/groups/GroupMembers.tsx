import type { GroupWithDevices } from '@sitecast/api/screens/groups/schema';
import { Button, Card, CardHeader, IconButton, Status } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/groups.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Plus, Wifi, WifiOff, X } from '../../ui/icons.ts';
import { AddScreensDialog } from './AddScreensDialog.tsx';

/** The screens of a group, to which others can be added. */
export function GroupMembers(props: { group: GroupWithDevices }) {
  const { api, mayChange } = useWorkspace();
  const { openDialog } = useDialogs();
  const remove = useChange({
    call: ({ id: deviceId }: { id: string; name: string }) =>
      api.groups.removeDevice.mutate({ groupId: props.group.id, deviceId }),
    said: (_answer, { name }) => t('groups.removed', { name }),
    stale: [keys.groupLists],
  });
  return (
    <Card>
      <CardHeader title={t('groups.members')}>
        <Show when={mayChange}>
          <Button
            size="sm"
            variant="ghost"
            onClick={() => openDialog(AddScreensDialog, { group: props.group })}
          >
            <Plus class="size-4" aria-hidden="true" />
            {t('groups.add')}
          </Button>
        </Show>
      </CardHeader>
      <Show
        when={props.group.devices.length > 0}
        fallback={<p class="px-5 py-6 text-quiet">{t('groups.noMembers')}</p>}
      >
        <ul class="max-h-140 divide-y divide-line overflow-y-auto" aria-label={t('groups.members')}>
          <For each={props.group.devices}>
            {(device) => (
              <li class="group flex min-h-11 items-center gap-3 py-1.5 pr-3 pl-5">
                <A
                  href={`/screens/${device.id}`}
                  class="min-w-0 flex-1 wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
                >
                  {device.name}
                </A>
                <Status tone={device.online ? 'good' : 'quiet'} icon={device.online ? Wifi : WifiOff}>
                  {t(`screens.filters.states.${device.online ? 'online' : 'offline'}`)}
                </Status>
                <Show when={mayChange}>
                  <IconButton
                    label={t('groups.remove', { name: device.name })}
                    disabled={remove.busy()}
                    onClick={() => void remove.run(device)}
                  >
                    <X class="size-4" aria-hidden="true" />
                  </IconButton>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Card>
  );
}
