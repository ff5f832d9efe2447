import type { Member } from '@sitecast/api/people/members/schema';
import { Button, Card, PageHeader, Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { readSession } from '../../session/session.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { LogOut, Plus } from '../../ui/icons.ts';
import { PagedTable } from '../../ui/PagedTable.tsx';
import { Td, Th, Tr } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { MemberRow } from './MemberRow.tsx';

/** Who works in the workspace. Its admins invite, change and remove; everybody may leave. */
export function MembersPage() {
  usePageTitle(() => t('members.title'));
  const { api, workspace } = useWorkspace();
  const queries = useQueryClient();
  const manages = workspace.role === 'admin';
  const [inviting, setInviting] = createSignal(false);
  const [removing, setRemoving] = createSignal<Member>();
  const [leaving, setLeaving] = createSignal(false);
  const members = usePages(
    () => keys.members,
    (cursor) => api.members.list.query({ cursor }),
    'userId',
  );
  const remove = createAction(async ({ userId, name }: Member) => {
    await api.members.remove.mutate({ userId });
    setRemoving(undefined);
    notify({ tone: 'good', title: t('members.removed', { name }) });
    await queries.invalidateQueries({ queryKey: keys.members });
  });
  const leave = createAction(async () => {
    await api.members.leave.mutate();
    notify({ tone: 'good', title: t('members.left', { workspace: workspace.name }) });
    await readSession();
  });

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('members.title')}
        lead={t('members.lead', { workspace: workspace.name })}
        actions={
          <>
            <Button onClick={() => setLeaving(true)}>
              <LogOut class="size-4" aria-hidden="true" />
              {t('members.leave')}
            </Button>
            <Show when={manages}>
              <Button variant="primary" onClick={() => setInviting(true)}>
                <Plus class="size-4" aria-hidden="true" />
                {t('members.invite')}
              </Button>
            </Show>
          </>
        }
      />
      <Card>
        <PagedTable
          list={members}
          skeleton={<SkeletonRow manages={manages} />}
          head={
            <>
              <Th>{t('members.columns.name')}</Th>
              <Th class="max-sm:hidden">{t('members.columns.role')}</Th>
              <Th>{t('members.columns.status')}</Th>
              <Th class="max-md:hidden">{t('members.columns.joined')}</Th>
              <Show when={manages}>
                <Th>
                  <span class="sr-only">{t('members.columns.actions')}</span>
                </Th>
              </Show>
            </>
          }
        >
          {(member) => <MemberRow member={member} onRemove={setRemoving} />}
        </PagedTable>
      </Card>
      <Show when={inviting()}>
        <InviteDialog onClose={() => setInviting(false)} />
      </Show>
      <ConfirmDialog
        open={removing() !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={t('members.removeTitle', { name: removing()?.name ?? '' })}
        lead={t('members.removeLead')}
        verb={t('members.removeVerb')}
        busy={remove.busy()}
        onConfirm={() => {
          const member = removing();
          if (member) void remove.run(member);
        }}
      />
      <ConfirmDialog
        open={leaving()}
        onOpenChange={setLeaving}
        title={t('members.leaveTitle', { workspace: workspace.name })}
        lead={t('members.leaveLead')}
        verb={t('members.leaveVerb')}
        busy={leave.busy()}
        onConfirm={() => void leave.run()}
      />
    </div>
  );
}

function SkeletonRow(props: { manages: boolean }) {
  return (
    <Tr>
      <Td>
        <Skeleton class="h-4 w-44" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-16" />
      </Td>
      <Td>
        <Skeleton class="h-4 w-14" />
      </Td>
      <Td class="max-md:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Show when={props.manages}>
        <Td>{null}</Td>
      </Show>
    </Tr>
  );
}
