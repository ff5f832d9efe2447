import type { User } from '@sitecast/api/people/users/schema';
import { Button, Card, PageHeader, Skeleton } from '@sitecast/ui';
import { createSignal, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { Plus } from '../../ui/icons.ts';
import { PagedTable } from '../../ui/PagedTable.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { createSettled } from '../../ui/settled.ts';
import { Td, Th, Tr } from '../../ui/Table.tsx';
import { CreateUserDialog } from './CreateUserDialog.tsx';
import { type UserAction, UserDialogs } from './UserDialogs.tsx';
import { UserRow } from './UserRow.tsx';

/** Everybody with an account: for platform admins. */
export function UsersPage() {
  const { api } = useAccount();
  const [creating, setCreating] = createSignal(false);
  const [action, setAction] = createSignal<UserAction>();
  const [typed, setTyped] = createSignal('');
  const search = createSettled(() => typed().trim());
  const users = usePages(
    () => keys.users(search()),
    (cursor) => api.users.list.query({ search: search() || undefined, cursor }),
  );
  const ask = (what: UserAction['what']) => (user: User) => setAction({ what, user });

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('users.title')}
        lead={t('users.lead')}
        actions={
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus class="size-4" aria-hidden="true" />
            {t('users.create')}
          </Button>
        }
      />
      <div class="flex flex-col gap-3">
        <SearchField label={t('users.search')} value={typed()} onChange={setTyped} />
        <Card>
          <PagedTable
            list={users}
            skeleton={<SkeletonRow />}
            empty={
              <p role="status" class="px-6 py-16 text-center text-quiet">
                {t('users.none')}
              </p>
            }
            head={
              <>
                <Th>{t('users.columns.name')}</Th>
                <Th class="max-sm:hidden">{t('users.columns.role')}</Th>
                <Th class="max-md:hidden">{t('users.columns.lastLogin')}</Th>
                <Th class="max-lg:hidden">{t('users.columns.created')}</Th>
                <Th>{t('users.columns.active')}</Th>
                <Th>
                  <span class="sr-only">{t('users.columns.actions')}</span>
                </Th>
              </>
            }
          >
            {(user) => (
              <UserRow
                user={user}
                onDeactivate={ask('deactivate')}
                onReset={ask('reset')}
                onSetPassword={ask('password')}
                onDelete={ask('delete')}
              />
            )}
          </PagedTable>
        </Card>
      </div>
      <Show when={creating()}>
        <CreateUserDialog onClose={() => setCreating(false)} />
      </Show>
      <Show when={action()} keyed>
        {(asked) => <UserDialogs {...asked} onClose={() => setAction(undefined)} />}
      </Show>
    </div>
  );
}

function SkeletonRow() {
  return (
    <Tr>
      <Td>
        <Skeleton class="h-4 w-44" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-16" />
      </Td>
      <Td class="max-md:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td class="max-lg:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td>
        <Skeleton class="h-5 w-10" />
      </Td>
      <Td>{null}</Td>
    </Tr>
  );
}
