import type { Unit } from '@sitecast/api/units/schema';
import { Card, CardHeader, formatExactTime, formatLogTime, Skeleton } from '@sitecast/ui';
import { For, Match, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { LogLevel } from '../../ui/LogLevel.tsx';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';

/** When the connection came and went, newest first. */
export function MeterLog(props: { unit: Unit }) {
  const { api } = useWorkspace();
  const log = usePages(
    () => keys.meterLog(props.unit.id),
    (cursor) => api.units.log.query({ unitId: props.unit.id, cursor, limit: 12 }),
  );
  return (
    <Card>
      <CardHeader title={t('meter.log')} />
      <Switch fallback={<Skeleton class="m-5 h-16" />}>
        <Match when={log.error()}>
          <LoadFailure error={log.error()} onRetry={log.retry} />
        </Match>
        <Match when={log.items()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{t('meter.logEmpty')}</p>
        </Match>
        <Match when={log.items()}>
          <ul class="divide-y divide-line">
            <For each={log.items()}>
              {(line) => (
                <li class="flex flex-wrap items-start gap-x-4 px-5 py-2 sm:flex-nowrap">
                  <LogLevel level={line.level} label={t(`meter.logLevels.${line.level}`)} />
                  <p class="order-last min-w-0 flex-1 basis-full text-sm wrap-anywhere sm:order-none sm:basis-0">
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
