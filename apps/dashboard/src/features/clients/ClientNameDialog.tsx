import { type Client, CreateClient } from '@sitecast/api/sites/clients/schema';
import { Button } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';

interface ClientNameDialogProps {
  /** Whose name it is; null: of one that is made by it. */
  client: Client | null;
  onClose: () => void;
}

/** Names a client, a new one or one that is there. */
export function ClientNameDialog(props: ClientNameDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t(props.client ? 'clients.rename' : 'clients.create')}
    >
      <NameForm {...props} />
    </Dialog>
  );
}

function NameForm(props: ClientNameDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const { client } = props;
  const form = createForm({
    initial: { name: client?.name ?? '' },
    schema: CreateClient.pick({ name: true }),
    toInput: (fields) => fields,
    send: ({ name }) =>
      client ? api.clients.update.mutate({ clientId: client.id, name }) : api.clients.create.mutate({ name }),
    onDone({ name }) {
      notify({ tone: 'good', title: t(client ? 'clients.renamed' : 'clients.created', { name }) });
      void queries.invalidateQueries({ queryKey: keys.clients });
      props.onClose();
    },
  });
  return (
    <form onSubmit={form.submit} novalidate>
      <DialogBody>
        <Field
          label={t('clients.name')}
          hint={t('clients.nameHint')}
          value={form.fields.name}
          onChange={(name) => form.set('name', name)}
          error={form.error('name')}
          input={{ autofocus: true, maxlength: 100 }}
        />
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy()}>
          {t(client ? 'clients.rename' : 'clients.create')}
        </Button>
      </DialogActions>
    </form>
  );
}
