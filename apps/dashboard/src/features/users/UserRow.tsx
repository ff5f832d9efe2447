import type { User } from '@sitecast/api/people/users/schema';
import { formatDate, formatExactTime, formatRelative } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { MenuChoices, MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Td, Tr } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';

interface UserRowProps {
  user: User;
  onDeactivate: (user: User) => void;
  onReset: (user: User) => void;
  onSetPassword: (user: User) => void;
  onDelete: (user: User) => void;
}

export function UserRow(props: UserRowProps) {
  const { api, me } = useAccount();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isMe = () => props.user.id === me.userId;
  const reread = () => queries.invalidateQueries({ queryKey: keys.userLists });
  const activate = createAction(async () => {
    const { id, name } = props.user;
    await api.users.activate.mutate({ userId: id });
    notify({ tone: 'good', title: t('users.activated', { name }) });
    await reread();
  });
  const changeRole = createAction(async (role: User['role']) => {
    const { id, name } = props.user;
    await api.users.update.mutate({ userId: id, role });
    notify({ tone: 'good', title: t('users.changed', { name, role: t(`users.roles.${role}`) }) });
    await reread();
  });

  return (
    <Tr>
      <Td>
        <span class="font-medium wrap-anywhere">{props.user.name}</span>
        <Show when={isMe()}>
          <span class="text-quiet"> ({t('users.you')})</span>
        </Show>
        <span class="block text-xs text-quiet wrap-anywhere">{props.user.email}</span>
        <span class="block text-xs text-quiet sm:hidden">{t(`users.roles.${props.user.role}`)}</span>
        <Show when={props.user.deactivatedAt}>
          {(at) => (
            <time datetime={at()} class="block text-xs text-quiet" title={formatExactTime(at())}>
              {t('users.deactivatedOn', { date: formatDate(at()) })}
            </time>
          )}
        </Show>
        <Show when={props.user.mustChangePassword}>
          <span class="block text-xs text-ask">{t('users.mustChange')}</span>
        </Show>
      </Td>
      <Td class="max-sm:hidden">{t(`users.roles.${props.user.role}`)}</Td>
      <Td class="text-quiet max-md:hidden">
        <Show when={props.user.lastLoginAt} fallback={t('common.never')}>
          {(at) => (
            <time datetime={at()} title={formatExactTime(at())}>
              {formatRelative(at())}
            </time>
          )}
        </Show>
      </Td>
      <Td class="text-quiet max-lg:hidden">
        <time datetime={props.user.createdAt} title={formatExactTime(props.user.createdAt)}>
          {formatDate(props.user.createdAt)}
        </time>
      </Td>
      <Td>
        <div class="flex">
          <Switch
            label={t('users.activeOf', { name: props.user.name })}
            labelHidden
            checked={props.user.active}
            disabled={isMe() || activate.busy()}
            onChange={(active) => (active ? void activate.run() : props.onDeactivate(props.user))}
          />
        </div>
      </Td>
      <Td class="text-right">
        <RowMenu label={t('users.manage', { name: props.user.name })}>
          <MenuChoices
            label={t('users.role')}
            value={props.user.role}
            onChange={(role) => void changeRole.run(role)}
            options={(['user', 'admin'] as const).map((value) => ({
              value,
              label: t(`users.roles.${value}`),
            }))}
          />
          <MenuLine />
          <MenuEntry
            label={t('users.tokens')}
            onSelect={() => navigate(`/admin/tokens?user=${props.user.id}`)}
          />
          {/* One's own password is changed in the account, and nobody deletes himself. */}
          <Show when={!isMe()}>
            <MenuEntry label={t('users.reset')} onSelect={() => props.onReset(props.user)} />
            <MenuEntry label={t('users.setPassword')} onSelect={() => props.onSetPassword(props.user)} />
            <MenuLine />
            <MenuEntry danger label={t('users.delete')} onSelect={() => props.onDelete(props.user)} />
          </Show>
        </RowMenu>
      </Td>
    </Tr>
  );
}
