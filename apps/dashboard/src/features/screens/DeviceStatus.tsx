import type { Device } from '@sitecast/api/screens/devices/schema';
import { formatBytes, formatExactTime, formatRelative, Status, type Tone } from '@sitecast/ui';
import type { LucideIcon } from 'lucide-solid';
import { t } from '../../i18n/i18n.ts';
import { CircleDashed, MonitorOff, Wifi, WifiOff } from '../../ui/icons.ts';

/** Whether a screen is connected, or when it was last seen. */
export function DeviceStatus(props: { device: Device }) {
  const status = () => statusOf(props.device);
  return (
    <Status tone={status().tone} icon={status().icon} hint={status().hint}>
      {status().text}
    </Status>
  );
}

function statusOf({ online, info, lastSeenAt }: Device): {
  tone: Tone;
  icon: LucideIcon;
  text: string;
  hint?: string;
} {
  if (online && info?.screenOn === false) return { tone: 'quiet', icon: MonitorOff, text: t('screens.off') };
  if (online) return { tone: 'good', icon: Wifi, text: t('screens.status.online') };
  if (lastSeenAt === null) return { tone: 'quiet', icon: CircleDashed, text: t('screens.status.neverSeen') };
  const text = t('screens.status.offlineSince', { when: formatRelative(lastSeenAt) });
  return { tone: 'ask', icon: WifiOff, text, hint: formatExactTime(lastSeenAt) };
}

/** The panel's physical pixels as mounted: "1920 × 1080". */
export function resolutionOf({ info }: Device): string | undefined {
  if (!info || info.width === 0 || info.height === 0) return undefined;
  const ratio = info.pixelRatio > 0 ? info.pixelRatio : 1;
  return `${Math.round(info.width * ratio)} × ${Math.round(info.height * ratio)}`;
}

/** The player's free memory with its unit. */
export function freeMemoryOf({ info }: Device): string | undefined {
  return typeof info?.freeMemory === 'number' ? formatBytes(info.freeMemory) : undefined;
}
