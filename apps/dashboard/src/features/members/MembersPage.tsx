import type { Member } from '@sitecast/api/people/members/schema';
import { Button, formatDate, Status } from '@sitecast/ui';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/people.ts';
import { readSession } from '../../session/session.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Ban, CircleCheck, Hourglass, LogOut } from '../../ui/icons.ts';
import { ListPage } from '../../ui/ListPage.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MemberMenu } from './MemberMenu.tsx';

const InviteDialog = lazyPart(() => import('./InviteDialog.tsx'));

/** The members of the workspace. Its admins invite, change and remove them; anyone may leave. */
export function MembersPage() {
  const { api, workspace } = useWorkspace();
  const dialogs = useDialogs();
  const manages = workspace.role === 'admin';
  const members = usePages(
    () => keys.members,
    (cursor) => api.members.list.query({ cursor }),
    'userId',
  );
  const leave = useChange({
    call: () => api.members.leave.mutate(),
    said: () => t('members.left', { workspace: workspace.name }),
    done: readSession,
  });
  const askToLeave = () =>
    dialogs.confirm({
      title: t('members.leaveTitle', { workspace: workspace.name }),
      lead: t('members.leaveLead'),
      verb: t('members.leaveVerb'),
      run: leave.run,
    });
  const invite = { label: t('members.invite'), onClick: () => dialogs.openDialog(InviteDialog) };
  return (
    <ListPage
      title={t('members.title')}
      lead={t('members.lead', { workspace: workspace.name })}
      list={members}
      create={manages ? invite : undefined}
      actions={
        <Button onClick={askToLeave}>
          <LogOut class="size-4" aria-hidden="true" />
          {t('members.leave')}
        </Button>
      }
      columns={[
        {
          title: t('members.columns.name'),
          cell: (member) => <MemberName member={member} />,
          skeleton: 'w-44',
        },
        {
          title: t('members.columns.role'),
          cell: (member) => t(`roles.${member.role}`),
          from: 'sm',
          skeleton: 'w-16',
        },
        { title: t('members.columns.status'), cell: (member) => <MemberStatus member={member} /> },
        {
          title: t('members.columns.joined'),
          cell: (member) => <Moment at={member.createdAt} format={formatDate} />,
          class: 'text-quiet',
          from: 'md',
        },
        manages && {
          title: t('members.columns.actions'),
          titleHidden: true,
          cell: (member) => <MemberMenu member={member} dialogs={dialogs} />,
        },
      ]}
    />
  );
}

function MemberName(props: { member: Member }) {
  const { me } = useWorkspace();
  return (
    <>
      <span class="font-medium wrap-anywhere">{props.member.name}</span>
      <Show when={props.member.userId === me.userId}>
        <span class="text-quiet"> ({t('members.you')})</span>
      </Show>
      <span class="block text-xs text-quiet wrap-anywhere">{props.member.email}</span>
      <span class="block text-xs text-quiet sm:hidden">{t(`roles.${props.member.role}`)}</span>
    </>
  );
}

const states = {
  inactive: { tone: 'quiet', icon: Ban },
  pending: { tone: 'ask', icon: Hourglass },
  active: { tone: 'good', icon: CircleCheck },
} as const;

function MemberStatus(props: { member: Member }) {
  const state = () => {
    if (!props.member.active) return 'inactive';
    return props.member.pending ? 'pending' : 'active';
  };
  return <Status {...states[state()]}>{t(`members.status.${state()}`)}</Status>;
}
