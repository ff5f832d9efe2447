import { Checkbox } from '@kobalte/core/checkbox';
import { cx } from '@sitecast/ui';
import { createUniqueId, For, Show } from 'solid-js';
import { errorClass, hintClass, labelClass } from './Field.tsx';
import { Check } from './icons.ts';

interface ChecklistProps {
  label: string;
  options: { value: string; label: string }[];
  /** The chosen values. */
  chosen: string[];
  onChange: (chosen: string[]) => void;
  hint?: string;
  error?: string;
}

/** Any number of several options. */
export function Checklist(props: ChecklistProps) {
  const id = createUniqueId();
  /** Values that are no longer options go with the next change, since nothing can switch them off. */
  const toggle = (changed: string, on: boolean) =>
    props.onChange(
      props.options
        .map(({ value }) => value)
        .filter((value) => (value === changed ? on : props.chosen.includes(value))),
    );
  return (
    <fieldset class="flex min-w-0 flex-col gap-1.5" aria-describedby={id}>
      <legend class={cx(labelClass, 'mb-1.5')}>{props.label}</legend>
      <div
        class={cx(
          'flex max-h-56 flex-col divide-y divide-line overflow-y-auto rounded-control border',
          props.error ? 'border-act' : 'border-line-strong',
        )}
      >
        <For each={props.options}>
          {(option) => (
            <Checkbox
              class="relative flex shrink-0 gap-3 px-3 py-2 data-[checked]:bg-accent-soft/60"
              checked={props.chosen.includes(option.value)}
              onChange={(on) => toggle(option.value, on)}
            >
              <Checkbox.Input class="peer" aria-invalid={props.error ? 'true' : undefined} />
              <Checkbox.Control class="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-[4px] border border-line-strong bg-surface text-on-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent data-[checked]:border-accent data-[checked]:bg-accent">
                <Checkbox.Indicator>
                  <Check class="size-3.5" aria-hidden="true" />
                </Checkbox.Indicator>
              </Checkbox.Control>
              <Checkbox.Label class="min-w-0 cursor-pointer wrap-anywhere after:absolute after:inset-0">
                {option.label}
              </Checkbox.Label>
            </Checkbox>
          )}
        </For>
      </div>
      <p id={id} class={props.error ? errorClass : hintClass}>
        <Show when={props.error} fallback={props.hint}>
          {props.error}
        </Show>
      </p>
    </fieldset>
  );
}
