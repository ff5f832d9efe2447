import type { Device } from '@sitecast/api/screens/devices/schema';
import { formatExactTime, formatRelative, Status } from '@sitecast/ui';
import { Match, Switch } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { CircleDashed, MonitorOff, Wifi, WifiOff } from '../../ui/icons.ts';

/** Whether a screen is connected, or since when it is not. */
export function DeviceStatus(props: { device: Device }) {
  return (
    <Switch
      fallback={
        <Status tone="quiet" icon={CircleDashed}>
          {t('screens.status.neverSeen')}
        </Status>
      }
    >
      <Match when={props.device.online && props.device.info?.screenOn === false}>
        <Status tone="quiet" icon={MonitorOff}>
          {t('screens.off')}
        </Status>
      </Match>
      <Match when={props.device.online}>
        <Status tone="good" icon={Wifi}>
          {t('screens.status.online')}
        </Status>
      </Match>
      <Match when={props.device.lastSeenAt}>
        {(at) => (
          <Status tone="ask" icon={WifiOff} hint={formatExactTime(at())}>
            {t('screens.status.offlineSince', { when: formatRelative(at()) })}
          </Status>
        )}
      </Match>
    </Switch>
  );
}

/** The panel's own pixels, as they are mounted: "1920 × 1080". */
export function resolutionOf({ info }: Device): string | undefined {
  if (!info || info.width === 0 || info.height === 0) return undefined;
  const ratio = info.pixelRatio > 0 ? info.pixelRatio : 1;
  return `${Math.round(info.width * ratio)} × ${Math.round(info.height * ratio)}`;
}
