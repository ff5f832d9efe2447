import { SetPassword } from '@sitecast/api/people/users/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { createForm } from '../../ui/form.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { notify } from '../../ui/Toasts.tsx';
import type { UserDialogProps } from './user-dialog.ts';

/** Gives a user a password, which he has to change at the next login. */
export function SetPasswordDialog(props: UserDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('users.setPasswordTitle', { name: props.user.name })}
      lead={t('users.setPasswordLead')}
    >
      <SetPasswordForm {...props} />
    </Dialog>
  );
}

function SetPasswordForm(props: UserDialogProps) {
  const { api } = useAccount();
  const queries = useQueryClient();
  const form = createForm({
    initial: { password: '' },
    schema: SetPassword,
    toInput: ({ password }) => ({ userId: props.user.id, password }),
    send: (input) => api.users.setPassword.mutate(input),
    placeProblem: (code) =>
      code === 'WEAK_PASSWORD' ? { field: 'password', message: t('problems.WEAK_PASSWORD') } : undefined,
    onDone() {
      notify({ tone: 'good', title: t('users.passwordSet', { name: props.user.name }) });
      void queries.invalidateQueries({ queryKey: keys.userLists });
      props.onClose();
    },
  });
  return (
    <DialogForm form={form} verb={t('users.setPasswordVerb')} onCancel={props.onClose}>
      <PasswordField
        label={t('users.password')}
        hint={t('users.passwordHint')}
        value={form.fields.password}
        onChange={(password) => form.set('password', password)}
        error={form.error('password')}
        autocomplete="new-password"
        autofocus
      />
    </DialogForm>
  );
}
