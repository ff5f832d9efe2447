import type { Member } from '@sitecast/api/people/members/schema';
import { WorkspaceRole } from '@sitecast/api/people/users/schema';
import { formatDate, formatExactTime, Status } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { readSession } from '../../session/session.ts';
import { Ban, CircleCheck, Hourglass } from '../../ui/icons.ts';
import { MenuChoices, MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { Td, Tr } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';

export function MemberRow(props: { member: Member; onRemove: (member: Member) => void }) {
  const { api, me, workspace } = useWorkspace();
  const queries = useQueryClient();
  const isMe = () => props.member.userId === me.userId;
  const changeRole = createAction(async (role: WorkspaceRole) => {
    const { userId, name } = props.member;
    await api.members.update.mutate({ userId, role });
    notify({ tone: 'good', title: t('members.changed', { name, role: t(`roles.${role}`) }) });
    // One's own role decides what the pages offer.
    if (isMe()) await readSession();
    else await queries.invalidateQueries({ queryKey: keys.members });
  });

  return (
    <Tr>
      <Td>
        <span class="font-medium wrap-anywhere">{props.member.name}</span>
        <Show when={isMe()}>
          <span class="text-quiet"> ({t('members.you')})</span>
        </Show>
        <span class="block text-xs text-quiet wrap-anywhere">{props.member.email}</span>
        <span class="block text-xs text-quiet sm:hidden">{t(`roles.${props.member.role}`)}</span>
      </Td>
      <Td class="max-sm:hidden">{t(`roles.${props.member.role}`)}</Td>
      <Td>
        <MemberStatus member={props.member} />
      </Td>
      <Td class="text-quiet max-md:hidden">
        <time datetime={props.member.createdAt} title={formatExactTime(props.member.createdAt)}>
          {formatDate(props.member.createdAt)}
        </time>
      </Td>
      <Show when={workspace.role === 'admin'}>
        <Td class="text-right">
          <RowMenu label={t('members.manage', { name: props.member.name })}>
            <MenuChoices
              label={t('members.role')}
              value={props.member.role}
              onChange={(role) => void changeRole.run(role)}
              options={WorkspaceRole.options.map((value) => ({ value, label: t(`roles.${value}`) }))}
            />
            <Show when={!isMe()}>
              <MenuLine />
              <MenuEntry danger label={t('members.remove')} onSelect={() => props.onRemove(props.member)} />
            </Show>
          </RowMenu>
        </Td>
      </Show>
    </Tr>
  );
}

function MemberStatus(props: { member: Member }) {
  return (
    <Show
      when={props.member.active}
      fallback={
        <Status tone="quiet" icon={Ban}>
          {t('members.status.inactive')}
        </Status>
      }
    >
      <Show
        when={props.member.pending}
        fallback={
          <Status tone="good" icon={CircleCheck}>
            {t('members.status.active')}
          </Status>
        }
      >
        <Status tone="ask" icon={Hourglass}>
          {t('members.status.pending')}
        </Status>
      </Show>
    </Show>
  );
}
