import { RadioGroup } from '@kobalte/core/radio-group';
import { For } from 'solid-js';
import { labelClass } from './Field.tsx';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string; hint: string }[];
}

/** One of a few options, each with a sentence that explains it. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  return (
    <RadioGroup
      class="flex flex-col gap-1.5"
      value={props.value}
      onChange={(value) => props.onChange(value as Value)}
    >
      <RadioGroup.Label class={labelClass}>{props.label}</RadioGroup.Label>
      <div class="flex flex-col divide-y divide-line rounded-control border border-line-strong">
        <For each={props.options}>
          {(option) => (
            <RadioGroup.Item
              value={option.value}
              class="relative flex gap-3 px-3 py-2.5 data-[checked]:bg-accent-soft/60"
            >
              <RadioGroup.ItemInput class="peer" />
              <RadioGroup.ItemControl class="mt-1 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent data-[checked]:border-accent data-[checked]:bg-accent">
                <RadioGroup.ItemIndicator class="size-1.5 rounded-full bg-on-accent" />
              </RadioGroup.ItemControl>
              <div class="flex min-w-0 flex-col">
                <RadioGroup.ItemLabel class="cursor-pointer font-medium after:absolute after:inset-0">
                  {option.label}
                </RadioGroup.ItemLabel>
                <RadioGroup.ItemDescription class="text-sm text-quiet">
                  {option.hint}
                </RadioGroup.ItemDescription>
              </div>
            </RadioGroup.Item>
          )}
        </For>
      </div>
    </RadioGroup>
  );
}
