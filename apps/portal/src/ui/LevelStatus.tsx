import type { LevelState } from '@sitecast/api/portal/view/schema';
import { Status, type Tone } from '@sitecast/ui';
import type { LucideIcon } from 'lucide-solid';
import { t } from '../i18n/i18n.ts';
import { CircleCheck, CircleDashed, CircleX, TriangleAlert, Unplug } from './icons.ts';

const looks: Record<LevelState, { tone: Tone; icon: LucideIcon }> = {
  quiet: { tone: 'good', icon: CircleCheck },
  ask: { tone: 'ask', icon: TriangleAlert },
  act: { tone: 'act', icon: CircleX },
  offline: { tone: 'quiet', icon: Unplug },
  none: { tone: 'quiet', icon: CircleDashed },
};

interface LevelStatusProps {
  state: LevelState;
  /** Text for the state `none`. */
  none?: string;
}

/** The state relative to the limits as colour, icon and text. */
export function LevelStatus(props: LevelStatusProps) {
  const word = () =>
    props.state === 'none' ? (props.none ?? t('portalStates.none')) : t(`portalStates.${props.state}`);
  return (
    <Status tone={looks[props.state].tone} icon={looks[props.state].icon}>
      {word()}
    </Status>
  );
}
