import { cx } from '@sitecast/ui';
import { Show } from 'solid-js';

/** A dot that pulses while live, next to a text. */
export function LiveDot(props: { live: boolean }) {
  return (
    <span class="relative flex size-2 shrink-0" aria-hidden="true">
      <Show when={props.live}>
        <span class="absolute inset-0 animate-ping rounded-full bg-good opacity-60" />
      </Show>
      <span class={cx('relative size-2 rounded-full', props.live ? 'bg-good' : 'bg-line-strong')} />
    </span>
  );
}
