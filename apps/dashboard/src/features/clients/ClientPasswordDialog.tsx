import { type Client, SetClientPassword } from '@sitecast/api/sites/clients/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

/** Sets the password that the portal asks for after the link. */
export function ClientPasswordDialog(props: { client: Client; onClose: () => void }) {
  const { api } = useWorkspace();
  const { id: clientId } = props.client;
  const form = useForm({
    initial: { password: '' },
    schema: SetClientPassword,
    toInput: ({ password }) => ({ clientId, password }),
    send: (input) => api.clients.setPassword.mutate(input),
    said: ({ name }) => t('clients.passwordSet', { name }),
    stale: [keys.clients],
    onDone: props.onClose,
  });
  return (
    <FormDialog
      title={t('clients.passwordTitle', { name: props.client.name })}
      lead={t('clients.passwordLead')}
      verb={t('clients.setPassword')}
      form={form}
      onClose={props.onClose}
    >
      <PasswordField
        {...form.field('password')}
        label={t('clients.password')}
        hint={t('clients.passwordHint')}
        autocomplete="new-password"
        autofocus
      />
    </FormDialog>
  );
}
