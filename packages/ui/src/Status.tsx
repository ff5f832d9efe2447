import type { LucideIcon } from 'lucide-solid';
import { type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { cx } from './cx.ts';

export type Tone = 'good' | 'ask' | 'act' | 'quiet' | 'accent';

const tones: Record<Tone, string> = {
  good: 'text-good',
  ask: 'text-ask',
  act: 'text-act',
  quiet: 'text-quiet',
  accent: 'text-accent-ink',
};

interface StatusProps {
  tone: Tone;
  icon: LucideIcon;
  children: JSX.Element;
  /** Tooltip, such as the exact time. */
  hint?: string;
  class?: string;
}

/** A status as icon and text, never as colour alone. */
export function Status(props: StatusProps) {
  return (
    <span
      class={cx('inline-flex items-center gap-1.5 align-middle text-sm', tones[props.tone], props.class)}
      title={props.hint}
    >
      <Dynamic component={props.icon} class="size-4 shrink-0" aria-hidden="true" />
      <Show when={props.tone === 'quiet'} fallback={<span class="font-medium">{props.children}</span>}>
        <span>{props.children}</span>
      </Show>
    </span>
  );
}
