import type { Device, LogLevel } from '@sitecast/api/devices/schema';
import { For, Match, Switch } from 'solid-js';
import type { z } from 'zod';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { formatExactTime, formatLogTime } from '../../i18n/format.ts';
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
                <li class="flex flex-wrap items-start gap-x-4 px-5 py-2 sm:flex-nowrap">
                  <Status {...levels[line.level]} class="w-20 shrink-0">
                    {t(`screen.levels.${line.level}`)}
                  </Status>
                  <p class="order-last min-w-0 flex-1 basis-full text-sm wrap-anywhere sm:order-none sm:basis-0">
                    <span class="mr-2 font-mono text-xs text-quiet">{line.tag}</span>
                    {line.message}
                  </p>
                  <time
                    class="ml-auto shrink-0 text-sm text-quiet"
                    datetime={line.at}
                    title={formatExactTime(line.at)}
                  >
                    {formatLogTime(line.at)}
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
