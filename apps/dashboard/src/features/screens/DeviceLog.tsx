import type { Device, LogLevel } from '@sitecast/api/devices/schema';
import { For, Match, Switch } from 'solid-js';
import type { z } from 'zod';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { formatDateTime, formatExactTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Bug, CircleAlert, Info, TriangleAlert } from '../../ui/icons.ts';
import { Card, CardHeader, Skeleton } from '../../ui/Page.tsx';
import { Status, type Tone } from '../../ui/Status.tsx';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';

const levels: Record<z.infer<typeof LogLevel>, { tone: Tone; icon: typeof Bug }> = {
  debug: { tone: 'quiet', icon: Bug },
  info: { tone: 'quiet', icon: Info },
  warn: { tone: 'ask', icon: TriangleAlert },
  error: { tone: 'act', icon: CircleAlert },
};

/** What the player reported, newest first. */
export function DeviceLog(props: { device: Device }) {
  const { api } = useWorkspace();
  const log = usePages(
    () => keys.screenLog(props.device.id),
    (cursor) => api.devices.log.query({ deviceId: props.device.id, cursor, limit: 15 }),
  );
  return (
    <Card>
      <CardHeader title={t('screen.log')} />
      <Switch fallback={<Skeleton class="m-5 h-16" />}>
        <Match when={log.error()}>
          <LoadFailure error={log.error()} onRetry={log.retry} />
        </Match>
        <Match when={log.items()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{t('screen.logEmpty')}</p>
        </Match>
        <Match when={log.items()}>
          <ul class="divide-y divide-line">
            <For each={log.items()}>
              {(line) => (
                <li class="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-5 py-2 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto]">
                  <Status
                    tone={levels[line.level].tone}
                    icon={levels[line.level].icon}
                    class="max-sm:row-start-2"
                  >
                    {t(`screen.levels.${line.level}`)}
                  </Status>
                  <p class="min-w-0 wrap-anywhere max-sm:col-span-2">
                    <span class="mr-2 font-mono text-xs text-quiet">{line.tag}</span>
                    {line.message}
                  </p>
                  <time class="text-sm text-quiet" datetime={line.at} title={formatExactTime(line.at)}>
                    {formatDateTime(line.at)}
                  </time>
                </li>
              )}
            </For>
          </ul>
          <MoreButton list={log} />
        </Match>
      </Switch>
    </Card>
  );
}
