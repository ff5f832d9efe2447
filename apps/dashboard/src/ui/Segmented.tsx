import { RadioGroup } from '@kobalte/core/radio-group';
import { cx } from '@sitecast/ui';
import { For } from 'solid-js';
import { labelClass } from './Field.tsx';

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string }[];
  /** As narrow as its options and without a visible label, for a card's header. */
  compact?: boolean;
}

/** One of two or three options, all visible. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  return (
    <RadioGroup
      class={cx('flex min-w-0 flex-col gap-1.5', props.compact && 'max-w-full')}
      value={props.value}
      onChange={(value) => props.onChange(value as Value)}
    >
      <RadioGroup.Label class={props.compact ? 'sr-only' : labelClass}>{props.label}</RadioGroup.Label>
      <div
        class={cx(
          'flex rounded-control border bg-sunken p-0.5',
          props.compact ? 'overflow-x-auto border-line' : 'border-line-strong',
        )}
      >
        <For each={props.options}>
          {(option) => (
            <RadioGroup.Item value={option.value} class={cx('relative', !props.compact && 'flex-1')}>
              <RadioGroup.ItemInput class="peer" />
              <RadioGroup.ItemLabel
                class={cx(
                  'flex cursor-pointer items-center justify-center rounded-[5px] border border-transparent text-sm font-medium text-quiet transition-colors peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:text-ink data-[checked]:border-line data-[checked]:bg-pressed data-[checked]:text-ink',
                  props.compact ? 'h-6.5 px-2.5 whitespace-nowrap' : 'h-7.5',
                )}
              >
                {option.label}
              </RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </For>
      </div>
    </RadioGroup>
  );
}
