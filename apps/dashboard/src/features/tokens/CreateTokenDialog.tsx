import { CreateToken, scopesOf, type TokenScope } from '@sitecast/api/people/tokens/schema';
import { Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Choice } from '../../ui/Choice.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { Switch } from '../../ui/Switch.tsx';
import { ExpirySelect, NEVER } from '../token-parts/ExpirySelect.tsx';
import { SecretDialog } from '../token-parts/SecretDialog.tsx';
import type { Minted } from '../token-parts/token.ts';
import { PlaylistsField } from './PlaylistsField.tsx';

/** Mints a token of the workspace. */
export function CreateTokenDialog(props: { open: boolean; onClose: () => void }) {
  return (
    <SecretDialog
      open={props.open}
      title={t('tokens.create')}
      lead={t('tokens.lead')}
      said={(name) => t('tokens.created', { name })}
      warning={(name) => t('tokens.secretLead', { name })}
      queryKey={keys.tokens}
      onClose={props.onClose}
      form={(onMinted) => <CreateTokenForm onCancel={props.onClose} onMinted={onMinted} />}
    />
  );
}

interface Fields {
  name: string;
  scope: TokenScope;
  days: number;
  targetPlaylistIds: string[];
  autoPublish: boolean;
}

function CreateTokenForm(props: { onCancel: () => void; onMinted: (token: Minted) => void }) {
  const { api, workspace } = useWorkspace();
  const scopes = scopesOf(workspace.role);
  const scope = scopes.includes('full') ? 'full' : 'read';
  const initial: Fields = { name: '', scope, days: 90, targetPlaylistIds: [], autoPublish: false };
  const form = createForm({
    initial,
    schema: CreateToken,
    toInput({ name, scope, days, targetPlaylistIds, autoPublish }) {
      const ofAgency = scope === 'agency' ? { targetPlaylistIds, autoPublish } : {};
      return { name, scope, expiresInDays: days === NEVER ? undefined : days, ...ofAgency };
    },
    send: (input) => api.tokens.create.mutate(input),
    onDone: (token) => props.onMinted(token),
  });
  return (
    <DialogForm form={form} verb={t('tokens.create')} onCancel={props.onCancel}>
      <Field
        label={t('tokens.name')}
        hint={t('tokens.nameHint')}
        value={form.fields.name}
        onChange={(name) => form.set('name', name)}
        error={form.error('name')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <Choice
        label={t('tokens.scope')}
        value={form.fields.scope}
        onChange={(scope) => form.set('scope', scope)}
        options={scopes.map((value) => ({
          value,
          label: t(`tokens.scopes.${value}`),
          hint: t(`tokens.may.${value}`),
        }))}
      />
      <Show when={form.fields.scope === 'agency'}>
        <PlaylistsField
          chosen={form.fields.targetPlaylistIds}
          onChange={(playlistIds) => form.set('targetPlaylistIds', playlistIds)}
          error={form.error('targetPlaylistIds')}
        />
        <Switch
          label={t('tokens.autoPublish')}
          hint={t('tokens.autoPublishHint')}
          checked={form.fields.autoPublish}
          onChange={(autoPublish) => form.set('autoPublish', autoPublish)}
        />
      </Show>
      <ExpirySelect
        value={form.fields.days}
        onChange={(days) => form.set('days', days)}
        error={form.error('expiresInDays')}
      />
    </DialogForm>
  );
}
