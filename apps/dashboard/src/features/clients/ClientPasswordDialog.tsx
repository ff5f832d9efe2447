import { type Client, SetClientPassword } from '@sitecast/api/sites/clients/schema';
import { Button } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { createForm } from '../../ui/form.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { notify } from '../../ui/Toasts.tsx';

interface ClientPasswordDialogProps {
  client: Client;
  onClose: () => void;
}

/** What the portal asks for on top of the link. */
export function ClientPasswordDialog(props: ClientPasswordDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('clients.passwordTitle', { name: props.client.name })}
      lead={t('clients.passwordLead')}
    >
      <PasswordForm {...props} />
    </Dialog>
  );
}

function PasswordForm(props: ClientPasswordDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const form = createForm({
    initial: { password: '' },
    schema: SetClientPassword,
    toInput: ({ password }) => ({ clientId: props.client.id, password }),
    send: (input) => api.clients.setPassword.mutate(input),
    onDone({ name }) {
      notify({ tone: 'good', title: t('clients.passwordSet', { name }) });
      void queries.invalidateQueries({ queryKey: keys.clients });
      props.onClose();
    },
  });
  return (
    <form onSubmit={form.submit} novalidate>
      <DialogBody>
        <PasswordField
          label={t('clients.password')}
          hint={t('clients.passwordHint')}
          value={form.fields.password}
          onChange={(password) => form.set('password', password)}
          error={form.error('password')}
          autocomplete="new-password"
          autofocus
        />
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy()}>
          {t('clients.setPassword')}
        </Button>
      </DialogActions>
    </form>
  );
}
