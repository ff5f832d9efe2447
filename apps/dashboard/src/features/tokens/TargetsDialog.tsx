import { type ApiTokenInfo, SetTokenTargets } from '@sitecast/api/people/tokens/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { PlaylistsField } from './PlaylistsField.tsx';

/** Changes which playlists an agency token may fill. */
export function TargetsDialog(props: { token: ApiTokenInfo; onClose: () => void }) {
  const { api } = useWorkspace();
  const { id: tokenId, name, targets } = props.token;
  const form = useForm({
    initial: { playlistIds: targets.map(({ id }) => id) },
    schema: SetTokenTargets,
    toInput: (fields) => ({ tokenId, ...fields }),
    send: (input) => api.tokens.setTargets.mutate(input),
    said: (token) => t('tokens.retargeted', { name: token.name }),
    stale: [keys.tokens],
    onDone: props.onClose,
  });
  return (
    <FormDialog
      title={t('tokens.retargetTitle', { name })}
      lead={t('tokens.retargetLead')}
      verb={t('common.save')}
      form={form}
      onClose={props.onClose}
    >
      <PlaylistsField {...form.field('playlistIds')} />
    </FormDialog>
  );
}
