import type { User } from '@sitecast/api/people/users/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { Match, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { ResetLinkDialog } from './ResetLinkDialog.tsx';
import { SetPasswordDialog } from './SetPasswordDialog.tsx';
import type { UserDialogProps } from './user-dialog.ts';

/** What an admin is about to do to a user. */
export interface UserAction {
  what: 'deactivate' | 'delete' | 'reset' | 'password';
  user: User;
}

/** What has to be asked or told before and after. */
export function UserDialogs(props: UserAction & { onClose: () => void }) {
  return (
    <Switch>
      <Match when={props.what === 'deactivate'}>
        <DeactivateDialog user={props.user} onClose={props.onClose} />
      </Match>
      <Match when={props.what === 'delete'}>
        <DeleteDialog user={props.user} onClose={props.onClose} />
      </Match>
      <Match when={props.what === 'reset'}>
        <ResetLinkDialog user={props.user} onClose={props.onClose} />
      </Match>
      <Match when={props.what === 'password'}>
        <SetPasswordDialog user={props.user} onClose={props.onClose} />
      </Match>
    </Switch>
  );
}

function DeactivateDialog(props: UserDialogProps) {
  const { api } = useAccount();
  const queries = useQueryClient();
  const deactivate = createAction(async () => {
    await api.users.deactivate.mutate({ userId: props.user.id });
    notify({ tone: 'good', title: t('users.deactivated', { name: props.user.name }) });
    void queries.invalidateQueries({ queryKey: keys.userLists });
    props.onClose();
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('users.deactivateTitle', { name: props.user.name })}
      lead={t('users.deactivateLead')}
      verb={t('users.deactivate')}
      busy={deactivate.busy()}
      onConfirm={() => void deactivate.run()}
    />
  );
}

function DeleteDialog(props: UserDialogProps) {
  const { api } = useAccount();
  const queries = useQueryClient();
  const remove = createAction(async () => {
    await api.users.remove.mutate({ userId: props.user.id });
    notify({ tone: 'good', title: t('users.deleted', { email: props.user.email }) });
    void queries.invalidateQueries({ queryKey: keys.userLists });
    props.onClose();
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('users.deleteTitle', { name: props.user.name })}
      lead={t('users.deleteLead')}
      verb={t('users.deleteVerb')}
      typed={{ label: t('users.deleteConfirm', { email: props.user.email }), phrase: props.user.email }}
      busy={remove.busy()}
      onConfirm={() => void remove.run()}
    />
  );
}
