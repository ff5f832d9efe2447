import type { Command } from '@sitecast/api/screens/commands/schema';
import { Status, type Tone } from '@sitecast/ui';
import type { LucideIcon } from 'lucide-solid';
import { t } from '../../i18n/screen.ts';
import { CircleAlert, CircleArrowUp, CircleCheck, CircleSlash, Hourglass, WifiOff } from '../../ui/icons.ts';

const looks: Record<Command['status'], { tone: Tone; icon: LucideIcon }> = {
  sent: { tone: 'accent', icon: CircleArrowUp },
  queued: { tone: 'ask', icon: Hourglass },
  offline: { tone: 'ask', icon: WifiOff },
  done: { tone: 'good', icon: CircleCheck },
  failed: { tone: 'act', icon: CircleAlert },
  unsupported: { tone: 'quiet', icon: CircleSlash },
};

/** The status of a command on a screen. */
export function CommandStatus(props: { status: Command['status']; detail: string | null }) {
  return (
    <Status {...looks[props.status]} hint={props.detail ?? undefined}>
      {t(`commands.status.${props.status}`)}
    </Status>
  );
}
