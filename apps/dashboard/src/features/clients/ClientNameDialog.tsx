import { type Client, CreateClient } from '@sitecast/api/sites/clients/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { Field } from '../../ui/Field.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';

/** Adds a client, or renames the one given. */
export function ClientNameDialog(props: { client?: Client; onClose: () => void }) {
  const { api } = useWorkspace();
  const { client } = props;
  const form = useForm({
    initial: { name: client?.name ?? '' },
    schema: CreateClient.pick({ name: true }),
    send: ({ name }) =>
      client ? api.clients.update.mutate({ clientId: client.id, name }) : api.clients.create.mutate({ name }),
    said: ({ name }) => t(client ? 'clients.renamed' : 'clients.created', { name }),
    stale: [keys.clients],
    onDone: props.onClose,
  });
  const verb = () => t(client ? 'clients.rename' : 'clients.create');
  return (
    <FormDialog title={verb()} verb={verb()} form={form} onClose={props.onClose}>
      <Field
        {...form.field('name')}
        label={t('clients.name')}
        hint={t('clients.nameHint')}
        input={{ autofocus: true, maxlength: 100 }}
      />
    </FormDialog>
  );
}
