import type { Project } from '@sitecast/api/sites/projects/schema';
import { Button, PageHeader } from '@sitecast/ui';
import { useNavigate, useParams } from '@solidjs/router';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/projects.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Link, Pencil, Plus, Trash } from '../../ui/icons.ts';
import { ThingPage } from '../../ui/ThingPage.tsx';
import { zoneLabel } from '../../ui/zone.ts';
import { AlertList } from '../alerts/AlertList.tsx';
import { RuleList } from '../alerts/RuleList.tsx';
import { ClientFiles } from '../client-files/ClientFiles.tsx';
import { MeterTile } from '../meters/MeterTile.tsx';
import { ViewPortalButton } from '../portal-links/ViewPortalButton.tsx';
import { Locations } from './Locations.tsx';

const ProjectDialog = lazyPart(() => import('./ProjectDialog.tsx'));
const ClientLinksDialog = lazyPart(() => import('../portal-links/ClientLinksDialog.tsx'));
const RuleDialog = lazyPart(() => import('../alerts/RuleDialog.tsx'));

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
    <ThingPage query={query} cards={['h-72', 'h-40']}>
      {(project) => <ProjectView project={project()} />}
    </ThingPage>
  );
}

function ProjectView(props: { project: Project }) {
  const { mayChange } = useWorkspace();
  const { openDialog } = useDialogs();
  const createRule = () => openDialog(RuleDialog, { projectId: props.project.id });
  return (
    <div class="flex flex-col gap-8">
      <PageHeader
        title={props.project.name}
        above={<BackLink href="/projects" label={t('projects.title')} />}
        lead={[props.project.clientName, zoneLabel(props.project.timezone)].filter(Boolean).join(' · ')}
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
            <Button size="sm" onClick={createRule}>
              <Plus class="size-4" aria-hidden="true" />
              {t('rules.create')}
            </Button>
          </Show>
        </header>
        <RuleList projectId={props.project.id} onCreate={createRule} />
      </section>
      <ClientFiles clientId={props.project.clientId} />
      <Show when={mayChange}>
        <DeleteProject project={props.project} />
      </Show>
    </div>
  );
}

/** What can be done with a project. The client's portal is opened and shared from here. */
function ProjectActions(props: { project: Project }) {
  const { openDialog } = useDialogs();
  return (
    <>
      <ViewPortalButton projectId={props.project.id} />
      <Button onClick={() => openDialog(ClientLinksDialog, { projectId: props.project.id })}>
        <Link class="size-4" aria-hidden="true" />
        {t('portalLinks.share')}
      </Button>
      <Button onClick={() => openDialog(ProjectDialog, { project: props.project })}>
        <Pencil class="size-4" aria-hidden="true" />
        {t('projects.edit')}
      </Button>
    </>
  );
}

/** The meters assigned to its locations. */
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
  const { confirm } = useDialogs();
  const remove = useChange({
    call: ({ id }: Project) => api.projects.remove.mutate({ projectId: id }),
    said: (_answer, { name }) => t('projects.deleted', { name }),
    done(_answer, { id }) {
      navigate('/projects');
      queries.removeQueries({ queryKey: keys.project(id) });
    },
    stale: [keys.projectLists, keys.meterList, keys.ruleLists, keys.alertLists],
  });
  const ask = () => {
    const { name } = props.project;
    confirm({
      title: t('projects.deleteTitle', { name }),
      lead: t('projects.deleteLead'),
      verb: t('projects.delete'),
      typed: { label: t('projects.deleteConfirm', { name }), phrase: name },
      run: () => remove.run(props.project),
    });
  };
  return (
    <Button variant="ghost-danger" class="self-start" onClick={ask}>
      <Trash class="size-4" aria-hidden="true" />
      {t('projects.delete')}
    </Button>
  );
}
