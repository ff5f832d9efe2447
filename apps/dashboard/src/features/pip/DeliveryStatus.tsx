import type { Delivery } from '@sitecast/api/screens/overlays/schema';
import { formatExactTime, Status, type Tone } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import {
  CircleAlert,
  CircleArrowUp,
  CircleCheck,
  CircleSlash,
  Clock,
  Hourglass,
  WifiOff,
} from '../../ui/icons.ts';

const looks: Record<Delivery['status'], { tone: Tone; icon: typeof Clock }> = {
  sent: { tone: 'accent', icon: CircleArrowUp },
  queued: { tone: 'accent', icon: Hourglass },
  shown: { tone: 'good', icon: CircleCheck },
  offline: { tone: 'ask', icon: WifiOff },
  failed: { tone: 'act', icon: CircleAlert },
  cleared: { tone: 'quiet', icon: CircleSlash },
  expired: { tone: 'quiet', icon: Clock },
};

/** The status of an overlay on a screen, with the reason if it failed. */
export function DeliveryStatus(props: { delivery: Delivery }) {
  return (
    <span class="flex min-w-0 flex-col" data-status={props.delivery.status}>
      <Status {...looks[props.delivery.status]} hint={formatExactTime(props.delivery.at)}>
        {t(`overlay.status.${props.delivery.status}`)}
      </Status>
      <Show when={props.delivery.status === 'failed' && props.delivery.detail}>
        {(reason) => <span class="pl-5.5 text-xs text-quiet wrap-anywhere">{reason()}</span>}
      </Show>
    </span>
  );
}
