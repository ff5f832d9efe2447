import type { Unit } from '@sitecast/api/sites/units/schema';
import { Status, type Tone } from '@sitecast/ui';
import { t } from '../../i18n/meters.ts';
import { AudioLines, CircleDashed, CirclePause, Hourglass, WifiOff } from '../../ui/icons.ts';
import type { Frame } from './live-frames.ts';

const looks = {
  unread: { tone: 'quiet', icon: CircleDashed },
  unreachable: { tone: 'act', icon: WifiOff },
  stale: { tone: 'ask', icon: Hourglass },
  stopped: { tone: 'ask', icon: CirclePause },
  measuring: { tone: 'good', icon: AudioLines },
  receiving: { tone: 'good', icon: AudioLines },
} satisfies Record<string, { tone: Tone; icon: typeof Hourglass }>;

export type MeterStateName = keyof typeof looks;

/** The state of a meter by its newest frame, or before the first one by what the server has stored. */
export function stateOf(
  unit: Pick<Unit, 'reachable' | 'lastFrame'>,
  frame: Pick<Frame, 'feedStatus' | 'measurementState'> | undefined,
): MeterStateName {
  const isReachable = frame ? frame.feedStatus !== 'unreachable' : unit.reachable;
  if (isReachable === false) return 'unreachable';
  if (frame?.feedStatus === 'stale') return 'stale';
  const measuring = (frame ?? unit.lastFrame)?.measurementState;
  if (isReachable === null || measuring === undefined) return 'unread';
  if (measuring === 'Stop') return 'stopped';
  return measuring === 'Start' ? 'measuring' : 'receiving';
}

/** Whether the last levels are too old to be judged. */
export function hasOldLevels(state: MeterStateName): boolean {
  return state === 'unreachable' || state === 'stale' || state === 'unread';
}

export function MeterState(props: { state: MeterStateName; hint?: string }) {
  return (
    <Status {...looks[props.state]} hint={props.hint}>
      {t(`meters.state.${props.state}`)}
    </Status>
  );
}
