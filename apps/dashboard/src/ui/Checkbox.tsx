import { Checkbox as Root } from '@kobalte/core/checkbox';
import { Show } from 'solid-js';
import { Check, Minus } from './icons.ts';

interface CheckboxProps {
  /** For screen readers; also visible with `shown`. */
  label: string;
  shown?: boolean;
  checked: boolean;
  /** Some of several rows are chosen. */
  partly?: boolean;
  onChange: (checked: boolean) => void;
}

/** Selects one row, or all. */
export function Checkbox(props: CheckboxProps) {
  return (
    <Root
      class="inline-flex items-center gap-2.5"
      checked={props.checked}
      indeterminate={props.partly ?? false}
      onChange={props.onChange}
    >
      <Root.Input class="peer" aria-label={props.shown ? undefined : props.label} />
      <Root.Control class="flex size-4.5 shrink-0 cursor-pointer items-center justify-center rounded-[5px] border border-line-strong bg-surface text-on-accent transition-colors peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent hover:border-quiet data-[checked]:border-accent data-[checked]:bg-accent data-[indeterminate]:border-accent data-[indeterminate]:bg-accent">
        <Root.Indicator>
          <Show
            when={props.partly}
            fallback={<Check class="size-3.5" stroke-width="2.5" aria-hidden="true" />}
          >
            <Minus class="size-3.5" stroke-width="2.5" aria-hidden="true" />
          </Show>
        </Root.Indicator>
      </Root.Control>
      <Show when={props.shown}>
        <Root.Label class="cursor-pointer wrap-anywhere">{props.label}</Root.Label>
      </Show>
    </Root>
  );
}
