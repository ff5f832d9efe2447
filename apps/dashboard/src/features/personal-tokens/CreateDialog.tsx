import { CreatePersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Field } from '../../ui/Field.tsx';
import { SecretDialog } from '../../ui/SecretDialog.tsx';
import { ExpirySelect, NEVER } from '../token-parts/ExpirySelect.tsx';
import { tokenSecret } from '../token-parts/token.ts';

/** Creates a personal access token. */
export function CreateDialog(props: { onClose: () => void }) {
  const { api } = useAccount();
  const form = useForm({
    initial: { name: '', days: 90 },
    schema: CreatePersonalToken,
    toInput: ({ name, days }) => ({ name, expiresInDays: days === NEVER ? null : days }),
    send: (input) => api.personalTokens.create.mutate(input),
    said: ({ name }) => t('tokens.created', { name }),
    stale: [keys.personalTokens],
  });
  return (
    <SecretDialog
      title={t('tokens.create')}
      lead={t('personalTokens.lead')}
      verb={t('tokens.create')}
      form={form}
      secret={tokenSecret(form.answer(), (name) => t('personalTokens.secretLead', { name }))}
      onClose={props.onClose}
    >
      <Field
        {...form.field('name')}
        label={t('tokens.name')}
        hint={t('personalTokens.nameHint')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <ExpirySelect {...form.field('days', 'expiresInDays')} />
    </SecretDialog>
  );
}
