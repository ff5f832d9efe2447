import type { User } from '@sitecast/api/people/users/schema';
import { formatDate, formatExactTime, formatRelative } from '@sitecast/ui';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useAccount } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/people.ts';
import { type Dialogs, useDialogs } from '../../ui/dialogs.tsx';
import { ListPage } from '../../ui/ListPage.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { createSearch } from '../../ui/search.ts';
import { UserMenu } from './UserMenu.tsx';

const CreateUserDialog = lazyPart(() => import('./CreateUserDialog.tsx'));

/** Every account of the installation, for platform admins. */
export function UsersPage() {
  const { api } = useAccount();
  const dialogs = useDialogs();
  const search = createSearch();
  const users = usePages(
    () => keys.users(search.wanted()),
    (cursor) => api.users.list.query({ search: search.wanted() || undefined, cursor }),
  );
  return (
    <ListPage
      title={t('users.title')}
      lead={t('users.lead')}
      list={users}
      search={{ ...search, label: t('users.search'), nothingFound: t('users.none') }}
      create={{ label: t('users.create'), onClick: () => dialogs.openDialog(CreateUserDialog) }}
      columns={[
        { title: t('users.columns.name'), cell: (user) => <Summary user={user} />, skeleton: 'w-44' },
        {
          title: t('users.columns.role'),
          cell: (user) => t(`users.roles.${user.role}`),
          from: 'sm',
          skeleton: 'w-16',
        },
        {
          title: t('users.columns.lastLogin'),
          cell: (user) => <Moment at={user.lastLoginAt} format={formatRelative} />,
          class: 'text-quiet',
          from: 'md',
        },
        {
          title: t('users.columns.created'),
          cell: (user) => <Moment at={user.createdAt} format={formatDate} />,
          class: 'text-quiet',
          from: 'lg',
        },
        {
          title: t('users.columns.active'),
          cell: (user) => <ActiveSwitch user={user} dialogs={dialogs} />,
          skeleton: 'w-10',
        },
        {
          title: t('users.columns.actions'),
          titleHidden: true,
          cell: (user) => <UserMenu user={user} dialogs={dialogs} />,
          skeleton: null,
        },
      ]}
    />
  );
}

/** The user's name and e-mail; on narrow screens also what the columns hidden there say. */
function Summary(props: { user: User }) {
  const { me } = useAccount();
  return (
    <>
      <span class="font-medium wrap-anywhere">{props.user.name}</span>
      <Show when={props.user.id === me.userId}>
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
    </>
  );
}

/** Activates at once; deactivating asks first. */
function ActiveSwitch(props: { user: User; dialogs: Dialogs }) {
  const { api, me } = useAccount();
  const activate = useChange({
    call: ({ id }: User) => api.users.activate.mutate({ userId: id }),
    said: (_answer, { name }) => t('users.activated', { name }),
    stale: [keys.userLists],
  });
  const deactivate = useChange({
    call: ({ id }: User) => api.users.deactivate.mutate({ userId: id }),
    said: (_answer, { name }) => t('users.deactivated', { name }),
    stale: [keys.userLists],
  });
  const askToDeactivate = (user: User) =>
    props.dialogs.confirm({
      title: t('users.deactivateTitle', { name: user.name }),
      lead: t('users.deactivateLead'),
      verb: t('users.deactivate'),
      run: () => deactivate.run(user),
    });
  return (
    <div class="flex">
      <Switch
        label={t('users.activeOf', { name: props.user.name })}
        labelHidden
        checked={props.user.active}
        disabled={props.user.id === me.userId || activate.busy()}
        onChange={(active) => (active ? void activate.run(props.user) : askToDeactivate({ ...props.user }))}
      />
    </div>
  );
}
