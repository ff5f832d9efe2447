import type { User } from '@sitecast/api/people/users/schema';
import { useNavigate } from '@solidjs/router';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/people.ts';
import type { Dialogs } from '../../ui/dialogs.tsx';
import { MenuChoices, MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';

const ResetLinkDialog = lazyPart(() => import('./ResetLinkDialog.tsx'));
const SetPasswordDialog = lazyPart(() => import('./SetPasswordDialog.tsx'));

/** What an admin can do with a user. */
export function UserMenu(props: { user: User; dialogs: Dialogs }) {
  const { api, me } = useAccount();
  const navigate = useNavigate();
  const changeRole = useChange({
    call: (role: User['role']) => api.users.update.mutate({ userId: props.user.id, role }),
    said: (_answer, role) => t('users.changed', { name: props.user.name, role: t(`users.roles.${role}`) }),
    stale: [keys.userLists],
  });
  const remove = useChange({
    call: ({ id }: User) => api.users.remove.mutate({ userId: id }),
    said: (_answer, { email }) => t('users.deleted', { email }),
    stale: [keys.userLists],
  });
  const askToRemove = (user: User) =>
    props.dialogs.confirm({
      title: t('users.deleteTitle', { name: user.name }),
      lead: t('users.deleteLead'),
      verb: t('users.deleteVerb'),
      typed: { label: t('users.deleteConfirm', { email: user.email }), phrase: user.email },
      run: () => remove.run(user),
    });
  return (
    <RowMenu label={t('users.manage', { name: props.user.name })}>
      <MenuChoices
        label={t('users.role')}
        value={props.user.role}
        onChange={(role) => void changeRole.run(role)}
        options={(['user', 'admin'] as const).map((value) => ({ value, label: t(`users.roles.${value}`) }))}
      />
      <MenuLine />
      <MenuEntry label={t('users.tokens')} onSelect={() => navigate(`/admin/tokens?user=${props.user.id}`)} />
      {/* One's own password is changed in the account, and nobody deletes themselves. */}
      <Show when={props.user.id !== me.userId}>
        <MenuEntry
          label={t('users.reset')}
          onSelect={() => props.dialogs.openDialog(ResetLinkDialog, { user: props.user })}
        />
        <MenuEntry
          label={t('users.setPassword')}
          onSelect={() => props.dialogs.openDialog(SetPasswordDialog, { user: props.user })}
        />
        <MenuLine />
        <MenuEntry danger label={t('users.delete')} onSelect={() => askToRemove({ ...props.user })} />
      </Show>
    </RowMenu>
  );
}
