import { CreatePersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { ExpirySelect, NEVER } from '../token-parts/ExpirySelect.tsx';
import { SecretDialog } from '../token-parts/SecretDialog.tsx';
import type { Minted } from '../token-parts/token.ts';

/** Creates a personal access token. */
export function CreateDialog(props: { open: boolean; onClose: () => void }) {
  return (
    <SecretDialog
      open={props.open}
      title={t('tokens.create')}
      lead={t('personalTokens.lead')}
      said={(name) => t('tokens.created', { name })}
      warning={(name) => t('personalTokens.secretLead', { name })}
      queryKey={keys.personalTokens}
      onClose={props.onClose}
      form={(onMinted) => <CreateForm onCancel={props.onClose} onMinted={onMinted} />}
    />
  );
}

function CreateForm(props: { onCancel: () => void; onMinted: (token: Minted) => void }) {
  const { api } = useAccount();
  const form = createForm({
    initial: { name: '', days: 90 },
    schema: CreatePersonalToken,
    toInput: ({ name, days }) => ({ name, expiresInDays: days === NEVER ? null : days }),
    send: (input) => api.personalTokens.create.mutate(input),
    onDone: (token) => props.onMinted(token),
  });
  return (
    <DialogForm form={form} verb={t('tokens.create')} onCancel={props.onCancel}>
      <Field
        label={t('tokens.name')}
        hint={t('personalTokens.nameHint')}
        value={form.fields.name}
        onChange={(name) => form.set('name', name)}
        error={form.error('name')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <ExpirySelect
        value={form.fields.days}
        onChange={(days) => form.set('days', days)}
        error={form.error('expiresInDays')}
      />
    </DialogForm>
  );
}
