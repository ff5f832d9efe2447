import { Drawing } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/projects.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { ListPage } from '../../ui/ListPage.tsx';
import { NameLink } from '../../ui/NameLink.tsx';
import { zoneLabel } from '../../ui/zone.ts';

const ProjectDialog = lazyPart(() => import('./ProjectDialog.tsx'));

/** All projects of the workspace. */
export function ProjectsPage() {
  const { api, mayChange } = useWorkspace();
  const navigate = useNavigate();
  const { openDialog } = useDialogs();
  const projects = usePages(
    () => keys.projects,
    (cursor) => api.projects.list.query({ cursor, limit: 100 }),
  );
  const create = () => openDialog(ProjectDialog, { onSaved: ({ id }) => navigate(`/projects/${id}`) });
  return (
    <ListPage
      title={t('projects.title')}
      lead={t('projects.lead')}
      list={projects}
      create={mayChange ? { label: t('projects.create'), onClick: create } : undefined}
      empty={{ drawing: <SiteDrawing />, text: t('projects.empty') }}
      columns={[
        {
          title: t('projects.columns.name'),
          cell: ({ id, name }) => <NameLink href={`/projects/${id}`}>{name}</NameLink>,
          skeleton: 'w-44',
        },
        {
          title: t('projects.columns.client'),
          cell: ({ clientName }) => clientName ?? '–',
          class: 'text-quiet',
          from: 'sm',
          skeleton: 'w-28',
        },
        {
          title: t('projects.columns.locations'),
          cell: ({ locationCount }) => t('projects.locationCount', { count: locationCount }),
          class: 'whitespace-nowrap text-quiet',
        },
        {
          title: t('projects.columns.timezone'),
          cell: ({ timezone }) => zoneLabel(timezone),
          class: 'whitespace-nowrap text-quiet',
          from: 'md',
          skeleton: 'w-24',
        },
      ]}
    />
  );
}

function SiteDrawing() {
  return (
    <Drawing width={148}>
      <path d="M8 92h132M24 92V60h30v32M54 92V44h26v48M31 68h6M42 68h6M31 78h6M42 78h6M61 53h5M69 53h5M61 64h5M69 64h5" />
      <path d="M104 92V20M90 26h44M104 20l-14 6M104 20l30 6M124 26v16M119 42h10v8h-10z" />
      <path
        d="M16 40c0 6-6 12-6 12s-6-6-6-12a6 6 0 0 1 12 0z"
        class="accent"
        stroke="currentColor"
        transform="translate(24 -4)"
      />
      <circle cx="34" cy="36" r="1.5" class="accent" stroke="currentColor" />
    </Drawing>
  );
}
