import type { Device } from '@sitecast/api/devices/schema';
import { For, Show } from 'solid-js';
import { formatDate, formatExactTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Card, CardHeader } from '../../ui/Page.tsx';
import { resolutionOf } from './DeviceStatus.tsx';

/** What the player said of itself. */
export function DeviceDetails(props: { device: Device }) {
  const facts = () => {
    const { info, createdAt } = props.device;
    return [
      { label: t('screens.columns.resolution'), value: resolutionOf(props.device) },
      { label: t('screens.columns.player'), value: info?.playerVersion },
      {
        label: t('screen.platform'),
        value: info && t(`screen.platforms.${info.platform}`),
        hint: info?.userAgent,
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
      </dl>
    </Card>
  );
}
