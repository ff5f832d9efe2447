import { IconButton } from '@sitecast/ui';
import { createSignal } from 'solid-js';
import { t } from '../i18n/i18n.ts';
import { Field } from './Field.tsx';
import { Eye, EyeOff } from './icons.ts';

interface PasswordFieldProps {
  label: string;
  name?: string;
  value: string;
  onChange: (value: string) => void;
  autocomplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string;
  autofocus?: boolean;
}

export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = createSignal(false);
  return (
    <Field
      label={props.label}
      name={props.name ?? 'password'}
      value={props.value}
      onChange={props.onChange}
      hint={props.hint}
      error={props.error}
      input={{
        type: shown() ? 'text' : 'password',
        autocomplete: props.autocomplete,
        autofocus: props.autofocus,
      }}
      trailing={
        <IconButton
          label={shown() ? t('login.hidePassword') : t('login.showPassword')}
          aria-pressed={shown()}
          onClick={() => setShown(!shown())}
        >
          {shown() ? <EyeOff class="size-4" aria-hidden="true" /> : <Eye class="size-4" aria-hidden="true" />}
        </IconButton>
      }
    />
  );
}

/** Where a form with a field `password` shows the server's refusal of a weak one; for `placeProblem`. */
export function placeWeakPassword(code: string) {
  return code === 'WEAK_PASSWORD' ? { field: 'password', message: t('problems.WEAK_PASSWORD') } : undefined;
}
