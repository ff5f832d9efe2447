import { cx } from '@sitecast/ui';
import { controlClass } from './Field.tsx';
import { Search } from './icons.ts';

interface SearchFieldProps {
  /** The accessible name and the placeholder. */
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Filters a list as the person types. */
export function SearchField(props: SearchFieldProps) {
  return (
    <div class="relative w-full max-w-sm">
      <Search
        class="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-quiet"
        aria-hidden="true"
      />
      <input
        type="search"
        class={cx(controlClass, 'pl-9')}
        aria-label={props.label}
        placeholder={props.label}
        autocomplete="off"
        spellcheck={false}
        maxlength={254}
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </div>
  );
}
