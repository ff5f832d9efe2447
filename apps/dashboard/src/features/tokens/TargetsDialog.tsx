import { type ApiTokenInfo, SetTokenTargets } from '@sitecast/api/people/tokens/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';
import { PlaylistsField } from './PlaylistsField.tsx';

/** Changes which playlists an agency token may fill. */
export function TargetsDialog(props: { token: ApiTokenInfo | undefined; onClose: () => void }) {
  return (
    <Dialog
      open={props.token !== undefined}
      onOpenChange={(open) => !open && props.onClose()}
      title={t('tokens.retargetTitle', { name: props.token?.name ?? '' })}
      lead={t('tokens.retargetLead')}
    >
      <Show when={props.token}>{(token) => <TargetsForm token={token()} onClose={props.onClose} />}</Show>
    </Dialog>
  );
}

function TargetsForm(props: { token: ApiTokenInfo; onClose: () => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const { id: tokenId, targets } = props.token;
  const form = createForm({
    initial: { playlistIds: targets.map(({ id }) => id) },
    schema: SetTokenTargets,
    toInput: (fields) => ({ tokenId, ...fields }),
    send: (input) => api.tokens.setTargets.mutate(input),
    async onDone({ name }) {
      props.onClose();
      notify({ tone: 'good', title: t('tokens.retargeted', { name }) });
      await queries.invalidateQueries({ queryKey: keys.tokens });
    },
  });
  return (
    <DialogForm form={form} verb={t('common.save')} onCancel={props.onClose}>
      <PlaylistsField
        chosen={form.fields.playlistIds}
        onChange={(playlistIds) => form.set('playlistIds', playlistIds)}
        error={form.error('playlistIds')}
      />
    </DialogForm>
  );
}
