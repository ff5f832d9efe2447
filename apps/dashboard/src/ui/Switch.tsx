import { Switch as Root } from '@kobalte/core/switch';
import { Show } from 'solid-js';
import { hintClass, labelClass } from './Field.tsx';

interface SwitchProps {
  label: string;
  /** The label is for screen readers only, as below a column's title. */
  labelHidden?: boolean;
  disabled?: boolean;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Switch(props: SwitchProps) {
  return (
    <Root
      class="relative flex items-center justify-between gap-4 data-[disabled]:opacity-55"
      checked={props.checked}
      onChange={props.onChange}
      disabled={props.disabled}
    >
      <div class={props.labelHidden ? 'sr-only' : 'flex flex-col'}>
        <Root.Label class={labelClass}>{props.label}</Root.Label>
        <Show when={props.hint}>
          <Root.Description class={hintClass}>{props.hint}</Root.Description>
        </Show>
      </div>
      <Root.Input class="peer" />
      <Root.Control class="flex h-5.5 w-10 shrink-0 cursor-pointer items-center rounded-full data-[disabled]:cursor-not-allowed bg-line-strong p-0.5 transition-colors peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent data-[checked]:bg-accent">
        <Root.Thumb class="size-4.5 rounded-full bg-white shadow-sm transition-transform data-[checked]:translate-x-4.5" />
      </Root.Control>
    </Root>
  );
}
