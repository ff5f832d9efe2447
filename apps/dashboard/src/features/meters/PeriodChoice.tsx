import { RadioGroup } from '@kobalte/core/radio-group';
import { For } from 'solid-js';

interface PeriodChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string }[];
}

/** One of a few, in a row as narrow as its words: for the head of a card. */
export function PeriodChoice<Value extends string>(props: PeriodChoiceProps<Value>) {
  return (
    <RadioGroup
      value={props.value}
      onChange={(value) => props.onChange(value as Value)}
      aria-label={props.label}
      class="flex max-w-full overflow-x-auto rounded-control border border-line bg-sunken p-0.5"
    >
      <For each={props.options}>
        {(option) => (
          <RadioGroup.Item value={option.value} class="relative">
            <RadioGroup.ItemInput class="peer" />
            <RadioGroup.ItemLabel class="flex h-6.5 cursor-pointer items-center rounded-[5px] border border-transparent px-2.5 text-sm font-medium whitespace-nowrap text-quiet transition-colors peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:text-ink data-[checked]:border-line data-[checked]:bg-pressed data-[checked]:text-ink">
              {option.label}
            </RadioGroup.ItemLabel>
          </RadioGroup.Item>
        )}
      </For>
    </RadioGroup>
  );
}
