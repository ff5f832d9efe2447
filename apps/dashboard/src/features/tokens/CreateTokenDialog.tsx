import { CreateToken, scopesOf, type TokenScope } from '@sitecast/api/people/tokens/schema';
import { Show } from 'solid-js';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { SecretDialog } from '../../ui/SecretDialog.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { ExpirySelect, NEVER } from '../token-parts/ExpirySelect.tsx';
import { tokenSecret } from '../token-parts/token.ts';
import { PlaylistsField } from './PlaylistsField.tsx';

/** Creates an API token of the workspace. */
export function CreateTokenDialog(props: { onClose: () => void }) {
  const { api, workspace } = useWorkspace();
  const scopes = scopesOf(workspace.role);
  const form = useForm({
    initial: {
      name: '',
      scope: (scopes.includes('full') ? 'full' : 'read') as TokenScope,
      days: 90,
      targetPlaylistIds: [] as string[],
      autoPublish: false,
    },
    schema: CreateToken,
    toInput({ name, scope, days, targetPlaylistIds, autoPublish }) {
      const ofAgency = scope === 'agency' ? { targetPlaylistIds, autoPublish } : {};
      return { name, scope, expiresInDays: days === NEVER ? undefined : days, ...ofAgency };
    },
    send: (input) => api.tokens.create.mutate(input),
    said: ({ name }) => t('tokens.created', { name }),
    stale: [keys.tokens],
  });
  return (
    <SecretDialog
      title={t('tokens.create')}
      lead={t('tokens.lead')}
      verb={t('tokens.create')}
      form={form}
      secret={tokenSecret(form.answer(), (name) => t('tokens.secretLead', { name }))}
      onClose={props.onClose}
    >
      <Field
        {...form.field('name')}
        label={t('tokens.name')}
        hint={t('tokens.nameHint')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <Choice
        {...form.field('scope')}
        label={t('tokens.scope')}
        options={scopes.map((value) => ({
          value,
          label: t(`tokens.scopes.${value}`),
          hint: t(`tokens.may.${value}`),
        }))}
      />
      <Show when={form.fields.scope === 'agency'}>
        <PlaylistsField {...form.field('targetPlaylistIds')} />
        <Switch
          {...form.field('autoPublish')}
          label={t('tokens.autoPublish')}
          hint={t('tokens.autoPublishHint')}
        />
      </Show>
      <ExpirySelect {...form.field('days', 'expiresInDays')} />
    </SecretDialog>
  );
}
