import type { Client } from '@sitecast/api/sites/clients/schema';
import { Button, Card, EmptyState, PageHeader, Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Plus } from '../../ui/icons.ts';
import { PagedTable } from '../../ui/PagedTable.tsx';
import { Td, Th, Tr } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { ClientRow, type ClientTask } from './ClientRow.tsx';

/** The forms bring the schemas along: only when somebody opens one. */
const ClientNameDialog = lazy(() =>
  import('./ClientNameDialog.tsx').then((module) => ({ default: module.ClientNameDialog })),
);
const ClientPasswordDialog = lazy(() =>
  import('./ClientPasswordDialog.tsx').then((module) => ({ default: module.ClientPasswordDialog })),
);

/** The customers of the workspace, and whether their portals are open. */
export function ClientsPage() {
  usePageTitle(() => t('clients.title'));
  const { api, mayChange } = useWorkspace();
  const queries = useQueryClient();
  const [task, setTask] = createSignal<{ task: ClientTask; client: Client } | { task: 'create' }>();
  const clientFor = (wanted: ClientTask) => {
    const now = task();
    return now && now.task === wanted && 'client' in now ? now.client : undefined;
  };
  const done = () => setTask(undefined);
  const clients = usePages(
    () => keys.clients,
    (cursor) => api.clients.list.query({ cursor }),
  );
  const deactivate = createAction(async ({ id: clientId, name }: Client) => {
    await api.clients.update.mutate({ clientId, active: false });
    done();
    notify({ tone: 'good', title: t('clients.deactivated', { name }) });
    await queries.invalidateQueries({ queryKey: keys.clients });
  });
  const create = (
    <Show when={mayChange}>
      <Button variant="primary" onClick={() => setTask({ task: 'create' })}>
        <Plus class="size-4" aria-hidden="true" />
        {t('clients.create')}
      </Button>
    </Show>
  );

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('clients.title')}
        lead={t('clients.lead')}
        actions={<Show when={clients.items()?.length !== 0}>{create}</Show>}
      />
      <Card>
        <PagedTable
          list={clients}
          skeleton={<SkeletonRow />}
          empty={<EmptyState drawing={<ClientDrawing />} text={t('clients.empty')} action={create} />}
          head={
            <>
              <Th>{t('clients.columns.name')}</Th>
              <Th>{t('clients.columns.status')}</Th>
              <Th class="max-sm:hidden">{t('clients.columns.projects')}</Th>
              <Th class="max-sm:hidden">{t('clients.columns.links')}</Th>
              <Th class="max-md:hidden">{t('clients.columns.seen')}</Th>
              <Show when={mayChange}>
                <Th>
                  <span class="sr-only">{t('clients.columns.actions')}</span>
                </Th>
              </Show>
            </>
          }
        >
          {(client) => (
            <ClientRow client={client} onTask={(next, of) => setTask({ task: next, client: of })} />
          )}
        </PagedTable>
      </Card>
      <Suspense>
        <Show when={task()?.task === 'create'}>
          <ClientNameDialog client={null} onClose={done} />
        </Show>
        <Show when={clientFor('rename')} keyed>
          {(client) => <ClientNameDialog client={client} onClose={done} />}
        </Show>
        <Show when={clientFor('password')} keyed>
          {(client) => <ClientPasswordDialog client={client} onClose={done} />}
        </Show>
      </Suspense>
      <ConfirmDialog
        open={clientFor('deactivate') !== undefined}
        onOpenChange={(open) => !open && done()}
        title={t('clients.deactivateTitle', { name: clientFor('deactivate')?.name ?? '' })}
        lead={t('clients.deactivateLead')}
        verb={t('clients.deactivate')}
        busy={deactivate.busy()}
        onConfirm={() => {
          const client = clientFor('deactivate');
          if (client) void deactivate.run(client);
        }}
      />
    </div>
  );
}

function SkeletonRow() {
  return (
    <Tr>
      <Td>
        <Skeleton class="h-4 w-40" />
      </Td>
      <Td>
        <Skeleton class="h-4 w-16" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-6" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-6" />
      </Td>
      <Td class="max-md:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td>{null}</Td>
    </Tr>
  );
}

function ClientDrawing() {
  return (
    <svg
      width="164"
      height="104"
      viewBox="0 0 164 104"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      aria-hidden="true"
    >
      <rect x="22" y="10" width="120" height="84" rx="8" />
      <path d="M22 28h120" />
      <path d="M40 76V58M56 76V48M72 76V64M88 76V42M104 76V54M120 76V60" stroke-linecap="round" />
      <path
        d="M34 46h96"
        class="accent"
        stroke="currentColor"
        stroke-dasharray="2 5"
        stroke-linecap="round"
      />
    </svg>
  );
}
