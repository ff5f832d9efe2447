import { t } from '../i18n/i18n.ts';
import { Field } from './Field.tsx';

interface ColorFieldProps {
  label: string;
  /** `#RRGGBB`, the text typed so far, or empty for the default. */
  value: string;
  onChange: (value: string) => void;
  /** The default colour. */
  fallback: string;
  error?: string;
}

/** A colour, typed in hex or picked. */
export function ColorField(props: ColorFieldProps) {
  const picked = () => (/^#[0-9a-f]{6}$/i.test(props.value) ? props.value : props.fallback);
  return (
    <Field
      label={props.label}
      value={props.value}
      onChange={(value) => props.onChange(value.trim())}
      error={props.error}
      input={{ placeholder: t('overlay.playerDefault'), maxlength: 7, spellcheck: false }}
      trailing={
        <input
          type="color"
          class="mr-1 size-6.5 cursor-pointer appearance-none rounded-[5px] border border-line-strong bg-transparent p-0 [&::-moz-color-swatch]:rounded-[4px] [&::-moz-color-swatch]:border-0 [&::-webkit-color-swatch]:rounded-[4px] [&::-webkit-color-swatch]:border-0 [&::-webkit-color-swatch-wrapper]:p-0"
          aria-label={t('overlay.pickColor', { label: props.label })}
          value={picked()}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      }
    />
  );
}
