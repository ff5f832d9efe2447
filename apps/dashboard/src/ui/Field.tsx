import { TextField } from '@kobalte/core/text-field';
import { cx } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import { t } from '../i18n/i18n.ts';

/** The look of every input. */
export const controlClass =
  'h-9 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-base text-ink transition-colors placeholder:text-quiet/80 hover:border-quiet/60 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent aria-invalid:border-act aria-invalid:focus:outline-act disabled:opacity-55';
export const labelClass = 'text-sm font-medium text-ink';
export const hintClass = 'text-xs text-quiet';
export const errorClass = 'text-xs font-medium text-act';

/** The other attributes that a field can set on its input. */
type InputAttributes = Pick<
  JSX.InputHTMLAttributes<HTMLInputElement>,
  'type' | 'inputmode' | 'autocomplete' | 'autofocus' | 'maxlength' | 'placeholder' | 'spellcheck' | 'class'
>;

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  name?: string;
  hint?: string;
  /** What is wrong and what to do; marks the field. */
  error?: string;
  optional?: boolean;
  /** A unit at the right edge, such as "px". */
  unit?: string;
  /** Something inside the field, at its right edge. */
  trailing?: JSX.Element;
  class?: string;
  input?: InputAttributes;
}

/** One line of text, with its label above and its hint or error below. */
export function Field(props: FieldProps) {
  return (
    <TextField
      class={cx('flex min-w-0 flex-col gap-1.5', props.class)}
      name={props.name}
      value={props.value}
      onChange={props.onChange}
      validationState={props.error ? 'invalid' : undefined}
    >
      <TextField.Label class={labelClass}>
        {props.label}
        <Show when={props.optional}>
          <span class="font-normal text-quiet"> ({t('common.optional')})</span>
        </Show>
      </TextField.Label>
      <div class="relative">
        <TextField.Input
          autocomplete="off"
          {...props.input}
          class={cx(
            controlClass,
            props.unit !== undefined && 'pr-8',
            props.trailing !== undefined && 'pr-10',
            props.input?.class,
          )}
        />
        <Show when={props.unit}>
          <span class="pointer-events-none absolute inset-y-0 right-3 flex items-center text-sm text-quiet">
            {props.unit}
          </span>
        </Show>
        <Show when={props.trailing}>
          <span class="absolute inset-y-0 right-0.5 flex items-center">{props.trailing}</span>
        </Show>
      </div>
      <Show when={props.hint !== undefined && !props.error}>
        <TextField.Description class={hintClass}>{props.hint}</TextField.Description>
      </Show>
      <TextField.ErrorMessage class={errorClass}>{props.error}</TextField.ErrorMessage>
    </TextField>
  );
}
