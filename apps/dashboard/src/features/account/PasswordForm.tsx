import { ChangePassword } from '@sitecast/api/people/session/schema';
import type { SitecastClient } from '@sitecast/client';
import { t } from '../../i18n/account.ts';
import { createForm } from '../../ui/form.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { PlainForm } from '../../ui/PlainForm.tsx';

interface PasswordFormProps {
  api: Pick<SitecastClient['api'], 'session'>;
  /** Tells a password manager whose password it is. */
  email: string;
  autofocus?: boolean;
  onChanged: () => void;
}

/** The current password and a new one. */
export function PasswordForm(props: PasswordFormProps) {
  const form = createForm({
    initial: { currentPassword: '', newPassword: '' },
    schema: ChangePassword,
    send: (input) => props.api.session.changePassword.mutate(input),
    placeProblem(code): { field: string; message: string } | undefined {
      // Both fields have passed the schema, so what the server refuses is the current password.
      if (code === 'VALIDATION') return { field: 'currentPassword', message: t('account.wrong') };
      if (code !== 'WEAK_PASSWORD') return undefined;
      const isSame: boolean = form.fields.newPassword === form.fields.currentPassword;
      return { field: 'newPassword', message: isSame ? t('account.same') : t('problems.WEAK_PASSWORD') };
    },
    onDone() {
      form.set('currentPassword', '');
      form.set('newPassword', '');
      props.onChanged();
    },
  });
  return (
    <PlainForm form={form} verb={t('account.change')}>
      <input type="text" autocomplete="username" value={props.email} readonly hidden />
      <PasswordField
        {...form.field('currentPassword')}
        label={t('account.current')}
        name="current-password"
        autocomplete="current-password"
        autofocus={props.autofocus}
      />
      <PasswordField
        {...form.field('newPassword')}
        label={t('account.new')}
        name="new-password"
        hint={t('reset.passwordHint')}
        autocomplete="new-password"
      />
    </PlainForm>
  );
}
