import type { Member } from '@sitecast/api/people/members/schema';
import { WorkspaceRole } from '@sitecast/api/people/users/schema';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { readSession } from '../../session/session.ts';
import type { Dialogs } from '../../ui/dialogs.tsx';
import { MenuChoices, MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';

/** What admins of the workspace can do with a member. */
export function MemberMenu(props: { member: Member; dialogs: Dialogs }) {
  const { api, me } = useWorkspace();
  const isMe = () => props.member.userId === me.userId;
  const changeRole = useChange({
    call: (role: WorkspaceRole) => api.members.update.mutate({ userId: props.member.userId, role }),
    said: (_answer, role) => t('members.changed', { name: props.member.name, role: t(`roles.${role}`) }),
    // One's own role decides what the pages offer.
    done: () => isMe() && readSession(),
    stale: [keys.members],
  });
  const remove = useChange({
    call: ({ userId }: Member) => api.members.remove.mutate({ userId }),
    said: (_answer, { name }) => t('members.removed', { name }),
    stale: [keys.members],
  });
  const askToRemove = () =>
    props.dialogs.confirm({
      title: t('members.removeTitle', { name: props.member.name }),
      lead: t('members.removeLead'),
      verb: t('members.removeVerb'),
      run: () => remove.run({ ...props.member }),
    });
  return (
    <RowMenu label={t('members.manage', { name: props.member.name })}>
      <MenuChoices
        label={t('members.role')}
        value={props.member.role}
        onChange={(role) => void changeRole.run(role)}
        options={WorkspaceRole.options.map((value) => ({ value, label: t(`roles.${value}`) }))}
      />
      <Show when={!isMe()}>
        <MenuLine />
        <MenuEntry danger label={t('members.remove')} onSelect={askToRemove} />
      </Show>
    </RowMenu>
  );
}
