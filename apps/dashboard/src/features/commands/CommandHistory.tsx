import type { Device } from '@sitecast/api/screens/devices/schema';
import { Card, CardHeader, formatExactTime, formatRelative, Skeleton } from '@sitecast/ui';
import { For, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/screen.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { commandIcon } from './CommandMenu.tsx';
import { CommandStatus } from './CommandStatus.tsx';

/** What a screen was told to do, newest first, and what it answered, live. */
export function CommandHistory(props: { device: Device }) {
  const { api } = useWorkspace();
  const commands = usePages(
    () => keys.commands(props.device.id),
    (cursor) => api.devices.commands.query({ deviceId: props.device.id, cursor, limit: 6 }),
  );
  return (
    <Card>
      <CardHeader title={t('commands.title')} />
      <Switch fallback={<Skeleton class="m-5 h-16" />}>
        <Match when={commands.error()}>
          <LoadFailure error={commands.error()} onRetry={commands.retry} />
        </Match>
        <Match when={commands.items()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{t('commands.empty')}</p>
        </Match>
        <Match when={commands.items()}>
          <ul class="divide-y divide-line" aria-label={t('commands.title')}>
            <For each={commands.items()}>
              {(command) => (
                <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
                  <span class="flex size-8 shrink-0 items-center justify-center rounded-control bg-sunken text-quiet">
                    <Dynamic component={commandIcon(command.type)} class="size-4" aria-hidden="true" />
                  </span>
                  <div class="flex min-w-0 flex-1 basis-40 flex-col">
                    <span class="font-medium">{t(`commands.types.${command.type}`)}</span>
                    <span class="truncate text-xs text-quiet">
                      <time datetime={command.createdAt} title={formatExactTime(command.createdAt)}>
                        {formatRelative(command.createdAt)}
                      </time>
                      {' · '}
                      {t('overlay.by', { who: command.createdBy })}
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
            </For>
          </ul>
          <MoreButton list={commands} />
        </Match>
      </Switch>
    </Card>
  );
}
