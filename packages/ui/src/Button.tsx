import LoaderCircle from 'lucide-solid/icons/loader-circle';
import { type JSX, Show, splitProps } from 'solid-js';
import { cx } from './cx.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'ghost-danger';

const base =
  'inline-flex items-center justify-center gap-2 whitespace-nowrap rounded-control border font-medium select-none transition-colors disabled:cursor-not-allowed disabled:opacity-55';
const sizes = { sm: 'h-8 px-2.5 text-sm', md: 'h-9 px-3.5 text-base' };
const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent enabled:hover:bg-accent-strong',
  secondary: 'border-line-strong bg-surface text-ink enabled:hover:bg-sunken',
  ghost: 'border-transparent text-quiet enabled:hover:bg-sunken enabled:hover:text-ink',
  'ghost-danger': 'border-transparent text-act enabled:hover:bg-act-soft',
  danger: 'border-transparent bg-act-fill text-on-act enabled:hover:bg-act-strong',
};

/** The classes of a button, for links and triggers that look like one. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: keyof typeof sizes = 'md'): string {
  return cx(base, sizes[size], variants[variant]);
}

interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant;
  size?: keyof typeof sizes;
  /** The action is in progress: shows a spinner and disables the button. */
  busy?: boolean;
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['variant', 'size', 'busy', 'class', 'children', 'disabled', 'type']);
  return (
    <button
      {...rest}
      type={own.type ?? 'button'}
      class={cx(buttonClass(own.variant, own.size), own.class)}
      disabled={own.disabled || own.busy}
      aria-busy={own.busy}
    >
      <Show when={own.busy}>
        <LoaderCircle class="size-4 animate-spin" aria-hidden="true" />
      </Show>
      {own.children}
    </button>
  );
}

interface IconButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** Accessible name and tooltip. */
  label: string;
}

export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ['label', 'class']);
  return (
    <button
      type="button"
      {...rest}
      aria-label={own.label}
      title={own.label}
      class={cx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-quiet transition-colors hover:bg-sunken hover:text-ink',
        own.class,
      )}
    />
  );
}
