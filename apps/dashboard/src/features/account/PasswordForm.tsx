import { ChangePassword } from '@sitecast/api/people/session/schema';
import type { SitecastClient } from '@sitecast/client';
import { Button } from '@sitecast/ui';
import { t } from '../../i18n/account.ts';
import { createForm } from '../../ui/form.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';

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
    toInput: (fields) => fields,
    send: (input) => props.api.session.changePassword.mutate(input),
    placeProblem(code): { field: string; message: string } | undefined {
      // What the schema asks for is there: only the current password can be refused.
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
    <form class="flex flex-col gap-4" onSubmit={form.submit} novalidate>
      <input type="text" autocomplete="username" value={props.email} readonly hidden />
      <PasswordField
        label={t('account.current')}
        name="current-password"
        value={form.fields.currentPassword}
        onChange={(value) => form.set('currentPassword', value)}
        error={form.error('currentPassword')}
        autocomplete="current-password"
        autofocus={props.autofocus}
      />
      <PasswordField
        label={t('account.new')}
        name="new-password"
        hint={t('reset.passwordHint')}
        value={form.fields.newPassword}
        onChange={(value) => form.set('newPassword', value)}
        error={form.error('newPassword')}
        autocomplete="new-password"
      />
      <Button type="submit" variant="primary" class="mt-1 self-start" busy={form.busy()}>
        {t('account.change')}
      </Button>
    </form>
  );
}
