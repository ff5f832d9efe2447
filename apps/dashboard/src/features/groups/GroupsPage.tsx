import type { Group } from '@sitecast/api/screens/groups/schema';
import { Button, Card, Drawing, EmptyState, PageHeader, Skeleton } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/groups.ts';
import { Plus } from '../../ui/icons.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import { createSettled } from '../../ui/settled.ts';
import { LoadFailure, MoreButton, Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { usePageTitle } from '../../ui/title.ts';

/** The form brings the schemas along: only when somebody makes a group. */
const GroupNameDialog = lazy(() =>
  import('./GroupNameDialog.tsx').then((module) => ({ default: module.GroupNameDialog })),
);

/** All groups of the workspace. */
export function GroupsPage() {
  usePageTitle(() => t('groups.title'));
  const { api, mayChange } = useWorkspace();
  const [creating, setCreating] = createSignal(false);
  const [typed, setTyped] = createSignal('');
  const search = createSettled(() => typed().trim());
  const groups = usePages(
    () => keys.groups(search()),
    (cursor) => api.groups.list.query({ search: search() || undefined, cursor, limit: 200 }),
  );
  const isEmpty = () => groups.items()?.length === 0;
  const create = (
    <Show when={mayChange}>
      <Button variant="primary" onClick={() => setCreating(true)}>
        <Plus class="size-4" aria-hidden="true" />
        {t('groups.create')}
      </Button>
    </Show>
  );
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('groups.title')}
        lead={t('groups.lead')}
        actions={<Show when={!isEmpty() || search() !== ''}>{create}</Show>}
      />
      <div class="flex flex-col gap-3">
        <Show when={!isEmpty() || typed() !== ''}>
          <SearchField label={t('groups.search')} value={typed()} onChange={setTyped} />
        </Show>
        <Card>
          <Switch>
            <Match when={groups.error()}>
              <LoadFailure error={groups.error()} onRetry={groups.retry} />
            </Match>
            <Match when={isEmpty() && search() !== ''}>
              <p role="status" class="px-6 py-16 text-center text-quiet">
                {t('groups.none')}
              </p>
            </Match>
            <Match when={isEmpty()}>
              <EmptyState drawing={<GroupDrawing />} text={t('groups.empty')} action={create} />
            </Match>
            <Match when>
              <Table>
                <thead>
                  <Tr>
                    <Th>{t('groups.columns.name')}</Th>
                    <Th>{t('groups.columns.screens')}</Th>
                  </Tr>
                </thead>
                <tbody>
                  <For each={groups.items()} fallback={<SkeletonRows />}>
                    {(group) => <GroupRow group={group} />}
                  </For>
                </tbody>
              </Table>
              <MoreButton list={groups} />
            </Match>
          </Switch>
        </Card>
      </div>
      <Suspense>
        <Show when={creating()}>
          <GroupNameDialog group={null} onClose={() => setCreating(false)} />
        </Show>
      </Suspense>
    </div>
  );
}

function GroupRow(props: { group: Group }) {
  return (
    <Tr>
      <Td>
        <A
          href={`/groups/${props.group.id}`}
          class="font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
        >
          {props.group.name}
        </A>
      </Td>
      <Td class="text-quiet">
        {t('groups.count', { total: props.group.deviceCount, online: props.group.onlineCount })}
      </Td>
    </Tr>
  );
}

function SkeletonRows() {
  return (
    <For each={['w-36', 'w-24']}>
      {(width) => (
        <Tr>
          <Td>
            <Skeleton class={`h-4 ${width}`} />
          </Td>
          <Td>
            <Skeleton class="h-4 w-28" />
          </Td>
        </Tr>
      )}
    </For>
  );
}

function GroupDrawing() {
  return (
    <Drawing width={164}>
      <rect x="8" y="8" width="148" height="88" rx="10" stroke-dasharray="2 5" />
      <rect x="22" y="26" width="34" height="22" rx="3" />
      <rect x="65" y="26" width="34" height="22" rx="3" class="accent" stroke="currentColor" />
      <rect x="108" y="26" width="34" height="22" rx="3" />
      <rect x="43" y="60" width="34" height="22" rx="3" />
      <rect x="86" y="60" width="34" height="22" rx="3" />
    </Drawing>
  );
}
