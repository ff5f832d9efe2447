import type { Device } from '@sitecast/api/screens/devices/schema';
import { Card, CardHeader, formatRelative } from '@sitecast/ui';
import { Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/screen.ts';
import { LineList } from '../../ui/LineList.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { commandIcons } from './CommandMenu.tsx';
import { CommandStatus } from './CommandStatus.tsx';

/** The commands sent to a screen, newest first, with their live status. */
export function CommandHistory(props: { device: Device }) {
  const { api } = useWorkspace();
  const commands = usePages(
    () => keys.commands(props.device.id),
    (cursor) => api.devices.commands.query({ deviceId: props.device.id, cursor, limit: 6 }),
  );
  return (
    <Card>
      <CardHeader title={t('commands.title')} />
      <LineList list={commands} empty={t('commands.empty')} label={t('commands.title')}>
        {(command) => (
          <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
            <span class="flex size-8 shrink-0 items-center justify-center rounded-control bg-sunken text-quiet">
              <Dynamic component={commandIcons[command.type]} class="size-4" aria-hidden="true" />
            </span>
            <div class="flex min-w-0 flex-1 basis-40 flex-col">
              <span class="font-medium">{t(`commands.types.${command.type}`)}</span>
              <span class="truncate text-xs text-quiet">
                <Moment at={command.createdAt} format={formatRelative} />
                {` · ${t('overlay.by', { who: command.createdBy })}`}
              </span>
              <Show when={command.detail}>
                {(detail) => <span class="text-xs text-quiet wrap-anywhere">{detail()}</span>}
              </Show>
            </div>
            <div class="w-32 shrink-0" aria-live="polite">
              <CommandStatus status={command.status} detail={command.detail} />
            </div>
          </li>
        )}
      </LineList>
    </Card>
  );
}
