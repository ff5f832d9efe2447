import { Select as Root } from '@kobalte/core/select';
import { cx } from '@sitecast/ui';
import { createMemo, Show } from 'solid-js';
import { controlClass, errorClass, hintClass, labelClass } from './Field.tsx';
import { floatingClass } from './floating.ts';
import { Check, ChevronDown } from './icons.ts';

interface Option<Value> {
  value: Value;
  label: string;
}

interface SelectProps<Value extends string | number> {
  label: string;
  options: Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  hint?: string;
  error?: string;
  class?: string;
}

/** One of several options, in a list that opens. */
export function Select<Value extends string | number>(props: SelectProps<Value>) {
  // New options with the same content would be rendered anew, and an open list closes when its focused item goes.
  const options = createMemo(() => props.options, undefined, { equals: isSame });
  const selected = () => options().find(({ value }) => value === props.value);
  return (
    <Root<Option<Value>>
      class={cx('flex min-w-0 flex-col gap-1.5', props.class)}
      options={options()}
      optionValue="value"
      optionTextValue="label"
      value={selected()}
      onChange={(option) => option && props.onChange(option.value)}
      disallowEmptySelection
      gutter={4}
      sameWidth
      validationState={props.error ? 'invalid' : undefined}
      itemComponent={(item) => (
        <Root.Item
          item={item.item}
          class="flex h-8 items-center justify-between gap-3 rounded-[5px] px-2.5 text-base outline-none data-[highlighted]:bg-sunken"
        >
          <Root.ItemLabel class="truncate">{item.item.rawValue.label}</Root.ItemLabel>
          <Root.ItemIndicator>
            <Check class="size-4 text-accent-ink" aria-hidden="true" />
          </Root.ItemIndicator>
        </Root.Item>
      )}
    >
      <Root.Label class={labelClass}>{props.label}</Root.Label>
      <Root.Trigger class={cx(controlClass, 'flex items-center justify-between gap-2 text-left')}>
        <Root.Value<Option<Value>> class="truncate">{(state) => state.selectedOption()?.label}</Root.Value>
        <ChevronDown class="size-4 shrink-0 text-quiet" aria-hidden="true" />
      </Root.Trigger>
      <Show when={props.hint !== undefined && !props.error}>
        <Root.Description class={hintClass}>{props.hint}</Root.Description>
      </Show>
      <Root.ErrorMessage class={errorClass}>{props.error}</Root.ErrorMessage>
      <Root.Portal>
        {/* Without the attribute a dialog around it hides the list from screen readers. */}
        <Root.Content class={floatingClass} data-kb-top-layer="true">
          <Root.Listbox class="max-h-72 overflow-y-auto outline-none" />
        </Root.Content>
      </Root.Portal>
    </Root>
  );
}

function isSame(some: Option<unknown>[], others: Option<unknown>[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ value, label }, i) => value === others[i]!.value && label === others[i]!.label)
  );
}
