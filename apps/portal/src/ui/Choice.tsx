import { For } from 'solid-js';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
  name?: string;
}

export const fieldClass =
  'h-10 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-base text-ink transition-colors hover:border-quiet focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent aria-invalid:border-act aria-invalid:focus:outline-act';

/** A native select, which is easiest to use on phones. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  return (
    <label class="flex min-w-0 flex-1 flex-col gap-1.5 text-sm font-medium">
      {props.label}
      <select
        class={`${fieldClass} font-normal`}
        name={props.name}
        value={props.value}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value as Value)}
      >
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}
