import { SetPassword, type User } from '@sitecast/api/people/users/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { PasswordField, placeWeakPassword } from '../../ui/PasswordField.tsx';

/** Sets a user's password, which they must change at the next login. */
export function SetPasswordDialog(props: { user: User; onClose: () => void }) {
  const { api } = useAccount();
  const { id: userId, name } = props.user;
  const form = useForm({
    initial: { password: '' },
    schema: SetPassword,
    toInput: ({ password }) => ({ userId, password }),
    send: (input) => api.users.setPassword.mutate(input),
    placeProblem: placeWeakPassword,
    said: () => t('users.passwordSet', { name }),
    stale: [keys.userLists],
    onDone: props.onClose,
  });
  return (
    <FormDialog
      title={t('users.setPasswordTitle', { name })}
      lead={t('users.setPasswordLead')}
      verb={t('users.setPasswordVerb')}
      form={form}
      onClose={props.onClose}
    >
      <PasswordField
        {...form.field('password')}
        label={t('users.password')}
        hint={t('users.passwordHint')}
        autocomplete="new-password"
        autofocus
      />
    </FormDialog>
  );
}
