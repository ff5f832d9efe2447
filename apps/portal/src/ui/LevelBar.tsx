import type { LevelState } from '@sitecast/api/portal/view/schema';
import { cx } from '@sitecast/ui';
import { Show } from 'solid-js';

/** The range of the bar in dB, from a quiet night to a jackhammer. */
const FROM = 30;
const TO = 100;

const stateText: Record<LevelState, string> = {
  quiet: 'text-good',
  ask: 'text-ask',
  act: 'text-act',
  offline: 'text-quiet',
  none: 'text-quiet',
};

interface LevelBarProps {
  level: number | null;
  limit: number | null;
  state: LevelState;
  class?: string;
}

/** A bar that shows a level relative to its limit. */
export function LevelBar(props: LevelBarProps) {
  return (
    <svg class={cx('h-2 w-full overflow-visible', props.class)} aria-hidden="true">
      <rect width="100%" height="6" y="1" rx="3" class="fill-sunken" />
      <Show when={props.level !== null}>
        <rect
          width={share(props.level ?? FROM)}
          height="6"
          y="1"
          rx="3"
          class={cx('fill-current', props.state === 'none' ? 'text-accent' : stateText[props.state])}
        />
      </Show>
      <Show when={props.limit}>
        {(limit) => (
          <line x1={share(limit())} x2={share(limit())} y1="-2" y2="10" class="stroke-ink" stroke-width="2" />
        )}
      </Show>
    </svg>
  );
}

function share(level: number): string {
  return `${Math.min(100, Math.max(0, ((level - FROM) / (TO - FROM)) * 100)).toFixed(1)}%`;
}
