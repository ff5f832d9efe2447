import type { Device } from '@sitecast/api/screens/devices/schema';
import { Card, CardHeader, formatDate } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/screen.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { freeMemoryOf, resolutionOf } from './DeviceStatus.tsx';

/** What the player reported about itself. */
export function DeviceDetails(props: { device: Device }) {
  const info = () => props.device.info;
  return (
    <Card>
      <CardHeader title={t('screen.details')} />
      <Facts>
        <Fact label={t('screens.columns.resolution')}>{resolutionOf(props.device)}</Fact>
        <Fact label={t('screens.columns.player')}>{info()?.playerVersion}</Fact>
        <Fact label={t('screen.platform')} hint={info()?.userAgent}>
          <Show when={info()}>{(known) => t(`screen.platforms.${known().platform}`)}</Show>
        </Fact>
        <Fact label={t('screen.engine')}>{props.device.engine}</Fact>
        <Fact label={t('screens.columns.memory')}>{freeMemoryOf(props.device)}</Fact>
        <Fact label={t('screen.paired')}>
          <Moment at={props.device.createdAt} format={formatDate} />
        </Fact>
        <Show when={props.device.groups.length > 0}>
          <Fact label={t('screen.groups')}>
            <For each={props.device.groups}>
              {({ id, name }) => (
                <A
                  href={`/groups/${id}`}
                  class="block underline-offset-4 hover:text-accent-ink hover:underline"
                >
                  {name}
                </A>
              )}
            </For>
          </Fact>
        </Show>
      </Facts>
    </Card>
  );
}
