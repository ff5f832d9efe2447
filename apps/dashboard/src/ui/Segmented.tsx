import { RadioGroup } from '@kobalte/core/radio-group';
import { For } from 'solid-js';
import { labelClass } from './Field.tsx';

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string }[];
}

/** One of two or three options, all visible. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  return (
    <RadioGroup
      class="flex flex-col gap-1.5"
      value={props.value}
      onChange={(value) => props.onChange(value as Value)}
    >
      <RadioGroup.Label class={labelClass}>{props.label}</RadioGroup.Label>
      <div class="flex rounded-control border border-line-strong bg-sunken p-0.5">
        <For each={props.options}>
          {(option) => (
            <RadioGroup.Item value={option.value} class="relative flex-1">
              <RadioGroup.ItemInput class="peer" />
              <RadioGroup.ItemLabel class="flex h-7.5 cursor-pointer items-center justify-center rounded-[5px] border border-transparent text-sm font-medium text-quiet transition-colors peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:text-ink data-[checked]:border-line data-[checked]:bg-pressed data-[checked]:text-ink">
                {option.label}
              </RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </For>
      </div>
    </RadioGroup>
  );
}
