import type { Device } from '@sitecast/api/screens/devices/schema';
import { Card, CardHeader, formatBytes, formatDate, formatExactTime } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/screen.ts';
import { resolutionOf } from './DeviceStatus.tsx';

/** What the player said of itself. */
export function DeviceDetails(props: { device: Device }) {
  const facts = () => {
    const { info, engine, createdAt } = props.device;
    return [
      { label: t('screens.columns.resolution'), value: resolutionOf(props.device) },
      { label: t('screens.columns.player'), value: info?.playerVersion },
      {
        label: t('screen.platform'),
        value: info && t(`screen.platforms.${info.platform}`),
        hint: info?.userAgent,
      },
      { label: t('screen.engine'), value: engine },
      {
        label: t('screens.columns.memory'),
        value: typeof info?.freeMemory === 'number' ? formatBytes(info.freeMemory) : undefined,
      },
      { label: t('screen.paired'), value: formatDate(createdAt), hint: formatExactTime(createdAt) },
    ];
  };
  return (
    <Card>
      <CardHeader title={t('screen.details')} />
      <dl class="flex flex-col gap-2.5 px-5 py-4">
        <For each={facts()}>
          {({ label, value, hint }) => (
            <div class="flex justify-between gap-4" title={hint}>
              <dt class="text-quiet">{label}</dt>
              <dd class="text-right">
                <Show when={value} fallback={<span class="text-quiet">{t('common.unknown')}</span>}>
                  {value}
                </Show>
              </dd>
            </div>
          )}
        </For>
        <Show when={props.device.groups.length > 0}>
          <div class="flex justify-between gap-4">
            <dt class="text-quiet">{t('screen.groups')}</dt>
            <dd class="flex flex-col text-right">
              <For each={props.device.groups}>
                {({ id, name }) => (
                  <A
                    href={`/groups/${id}`}
                    class="wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
                  >
                    {name}
                  </A>
                )}
              </For>
            </dd>
          </div>
        </Show>
      </dl>
    </Card>
  );
}
