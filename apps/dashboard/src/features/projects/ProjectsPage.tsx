import type { Project } from '@sitecast/api/sites/projects/schema';
import { Button, Card, EmptyState, PageHeader, Skeleton } from '@sitecast/ui';
import { A, useNavigate } from '@solidjs/router';
import { createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { Plus } from '../../ui/icons.ts';
import { PagedTable } from '../../ui/PagedTable.tsx';
import { Td, Th, Tr } from '../../ui/Table.tsx';

const ProjectDialog = lazy(() =>
  import('./ProjectDialog.tsx').then((module) => ({ default: module.ProjectDialog })),
);

/** All projects of the workspace. */
export function ProjectsPage() {
  const { api, mayChange } = useWorkspace();
  const navigate = useNavigate();
  const [creating, setCreating] = createSignal(false);
  const projects = usePages(
    () => keys.projects,
    (cursor) => api.projects.list.query({ cursor, limit: 100 }),
  );
  const create = (
    <Show when={mayChange}>
      <Button variant="primary" onClick={() => setCreating(true)}>
        <Plus class="size-4" aria-hidden="true" />
        {t('projects.create')}
      </Button>
    </Show>
  );
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('projects.title')}
        lead={t('projects.lead')}
        actions={<Show when={projects.items()?.length !== 0}>{create}</Show>}
      />
      <Card>
        <PagedTable
          list={projects}
          head={
            <>
              <Th>{t('projects.columns.name')}</Th>
              <Th class="max-sm:hidden">{t('projects.columns.client')}</Th>
              <Th>{t('projects.columns.locations')}</Th>
              <Th class="max-md:hidden">{t('projects.columns.timezone')}</Th>
            </>
          }
          skeleton={<SkeletonRows />}
          empty={<EmptyState drawing={<SiteDrawing />} text={t('projects.empty')} action={create} />}
        >
          {(project) => <ProjectRow project={project} />}
        </PagedTable>
      </Card>
      <Suspense>
        <Show when={creating()}>
          <ProjectDialog
            project={null}
            onClose={() => setCreating(false)}
            onSaved={({ id }) => navigate(`/projects/${id}`)}
          />
        </Show>
      </Suspense>
    </div>
  );
}

function ProjectRow(props: { project: Project }) {
  return (
    <Tr>
      <Td>
        <A
          href={`/projects/${props.project.id}`}
          class="font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
        >
          {props.project.name}
        </A>
      </Td>
      <Td class="text-quiet max-sm:hidden">{props.project.clientName ?? '–'}</Td>
      <Td class="whitespace-nowrap text-quiet">
        {t('projects.locationCount', { count: props.project.locationCount })}
      </Td>
      <Td class="whitespace-nowrap text-quiet max-md:hidden">
        {props.project.timezone.replaceAll('_', ' ')}
      </Td>
    </Tr>
  );
}

function SkeletonRows() {
  return (
    <For each={['w-44', 'w-36']}>
      {(width) => (
        <Tr>
          <Td>
            <Skeleton class={`h-4 ${width}`} />
          </Td>
          <Td class="max-sm:hidden">
            <Skeleton class="h-4 w-28" />
          </Td>
          <Td>
            <Skeleton class="h-4 w-20" />
          </Td>
          <Td class="max-md:hidden">
            <Skeleton class="h-4 w-24" />
          </Td>
        </Tr>
      )}
    </For>
  );
}

function SiteDrawing() {
  return (
    <svg
      width="148"
      height="104"
      viewBox="0 0 148 104"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d="M8 92h132M24 92V60h30v32M54 92V44h26v48M31 68h6M42 68h6M31 78h6M42 78h6M61 53h5M69 53h5M61 64h5M69 64h5" />
      <path d="M104 92V20M90 26h44M104 20l-14 6M104 20l30 6M124 26v16M119 42h10v8h-10z" />
      <path
        d="M16 40c0 6-6 12-6 12s-6-6-6-12a6 6 0 0 1 12 0z"
        class="accent"
        stroke="currentColor"
        transform="translate(24 -4)"
      />
      <circle cx="34" cy="36" r="1.5" class="accent" stroke="currentColor" />
    </svg>
  );
}
