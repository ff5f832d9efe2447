import type { Project } from '@sitecast/api/sites/projects/schema';
import { Button, PageHeader, Skeleton } from '@sitecast/ui';
import { useNavigate, useParams } from '@solidjs/router';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Link, Pencil, Plus, Trash } from '../../ui/icons.ts';
import { ThingPage } from '../../ui/ThingPage.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { AlertList } from '../alerts/AlertList.tsx';
import { RuleList } from '../alerts/RuleList.tsx';
import { ClientFiles } from '../client-files/ClientFiles.tsx';
import { MeterTile } from '../meters/MeterTile.tsx';
import { ViewPortalButton } from '../portal-links/ViewPortalButton.tsx';
import { Locations } from './Locations.tsx';

const ProjectDialog = lazy(() =>
  import('./ProjectDialog.tsx').then((module) => ({ default: module.ProjectDialog })),
);
const ClientLinksDialog = lazy(() =>
  import('../portal-links/ClientLinksDialog.tsx').then((module) => ({ default: module.ClientLinksDialog })),
);
const RuleDialog = lazy(() =>
  import('../alerts/RuleDialog.tsx').then((module) => ({ default: module.RuleDialog })),
);

/** One project: its locations with their meters, live, its alerts, and the files of its client. */
export function ProjectPage() {
  const params = useParams<{ projectId: string }>();
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.project(params.projectId),
    queryFn: () => api.projects.get.query({ projectId: params.projectId }),
    reconcile: 'id',
  }));
  return (
    <ThingPage query={query} skeleton={<ProjectSkeleton />}>
      {(project) => <ProjectView project={project()} />}
    </ThingPage>
  );
}

function ProjectView(props: { project: Project }) {
  const { mayChange } = useWorkspace();
  const [creatingRule, setCreatingRule] = createSignal(false);
  return (
    <div class="flex flex-col gap-8">
      <PageHeader
        title={props.project.name}
        above={<BackLink href="/projects" label={t('projects.title')} />}
        lead={[props.project.clientName, props.project.timezone.replaceAll('_', ' ')]
          .filter(Boolean)
          .join(' · ')}
        actions={
          <Show when={mayChange}>
            <ProjectActions project={props.project} />
          </Show>
        }
      />
      <LiveMeters projectId={props.project.id} />
      <Locations project={props.project} />
      <section class="flex flex-col gap-3">
        <h2 class="text-lg font-semibold">{t('projects.alerts')}</h2>
        <AlertList of={{ projectId: props.project.id }} />
      </section>
      <section class="flex flex-col gap-3">
        <header class="flex items-center justify-between gap-3">
          <h2 class="text-lg font-semibold">{t('projects.rules')}</h2>
          <Show when={mayChange}>
            <Button size="sm" onClick={() => setCreatingRule(true)}>
              <Plus class="size-4" aria-hidden="true" />
              {t('rules.create')}
            </Button>
          </Show>
        </header>
        <RuleList projectId={props.project.id} onCreate={() => setCreatingRule(true)} />
      </section>
      <ClientFiles clientId={props.project.clientId} />
      <Show when={mayChange}>
        <DeleteProject project={props.project} />
      </Show>
      <Suspense>
        <Show when={creatingRule()}>
          <RuleDialog rule={null} projectId={props.project.id} onClose={() => setCreatingRule(false)} />
        </Show>
      </Suspense>
    </div>
  );
}

/** What can be done with a project. The client's portal is opened and handed out from here. */
function ProjectActions(props: { project: Project }) {
  const [editing, setEditing] = createSignal(false);
  const [sharing, setSharing] = createSignal(false);
  return (
    <>
      <ViewPortalButton projectId={props.project.id} />
      <Button onClick={() => setSharing(true)}>
        <Link class="size-4" aria-hidden="true" />
        {t('portalLinks.share')}
      </Button>
      <Button onClick={() => setEditing(true)}>
        <Pencil class="size-4" aria-hidden="true" />
        {t('projects.edit')}
      </Button>
      <Suspense>
        <Show when={editing()}>
          <ProjectDialog project={props.project} onClose={() => setEditing(false)} />
        </Show>
        <Show when={sharing()}>
          <ClientLinksDialog projectId={props.project.id} onClose={() => setSharing(false)} />
        </Show>
      </Suspense>
    </>
  );
}

/** The meters that stand at its locations now. */
function LiveMeters(props: { projectId: string }) {
  const { api } = useWorkspace();
  const meters = usePages(
    () => keys.meters,
    (cursor) => api.units.list.query({ cursor, limit: 200 }),
  );
  const here = () => meters.items()?.filter(({ location }) => location?.projectId === props.projectId) ?? [];
  return (
    <Show when={here().length > 0}>
      <ul class="grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-4">
        <For each={here()}>
          {(unit) => (
            <li class="min-w-0 *:h-full">
              <MeterTile unit={unit} inProject />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function DeleteProject(props: { project: Project }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const remove = createAction(async () => {
    const { id: projectId, name } = props.project;
    await api.projects.remove.mutate({ projectId });
    setAsking(false);
    notify({ tone: 'good', title: t('projects.deleted', { name }) });
    navigate('/projects');
    queries.removeQueries({ queryKey: keys.project(projectId) });
    for (const queryKey of [keys.projectLists, keys.meterList, keys.ruleLists, keys.alertLists])
      void queries.invalidateQueries({ queryKey });
  });
  return (
    <>
      <Button variant="ghost-danger" class="self-start" onClick={() => setAsking(true)}>
        <Trash class="size-4" aria-hidden="true" />
        {t('projects.delete')}
      </Button>
      <ConfirmDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t('projects.deleteTitle', { name: props.project.name })}
        lead={t('projects.deleteLead')}
        verb={t('projects.delete')}
        typed={{
          label: t('projects.deleteConfirm', { name: props.project.name }),
          phrase: props.project.name,
        }}
        busy={remove.busy()}
        onConfirm={() => void remove.run()}
      />
    </>
  );
}

function ProjectSkeleton() {
  return (
    <div class="flex flex-col gap-6">
      <div class="flex flex-col gap-2">
        <Skeleton class="h-4 w-16" />
        <Skeleton class="h-7 w-64" />
        <Skeleton class="h-4 w-40" />
      </div>
      <Skeleton class="h-72 rounded-card" />
      <Skeleton class="h-40 rounded-card" />
    </div>
  );
}
