import { createUniqueId } from 'solid-js';
import { labelClass } from './Field.tsx';

interface RangeFieldProps {
  label: string;
  value: number;
  /** The value as text, with its unit. */
  shown: string;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
}

export function RangeField(props: RangeFieldProps) {
  const id = createUniqueId();
  return (
    <div class="flex min-w-0 flex-col gap-1.5">
      <div class="flex justify-between gap-2">
        <label for={id} class={labelClass}>
          {props.label}
        </label>
        <output for={id} class="text-sm text-quiet">
          {props.shown}
        </output>
      </div>
      <input
        id={id}
        type="range"
        class="h-9 w-full cursor-pointer accent-accent"
        min={props.min}
        max={props.max}
        step={props.step}
        value={props.value}
        aria-valuetext={props.shown}
        onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
