import { Drawing } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/groups.ts';
import { lazyPart } from '../../i18n/i18n.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { ListPage } from '../../ui/ListPage.tsx';
import { NameLink } from '../../ui/NameLink.tsx';
import { createSearch } from '../../ui/search.ts';

const GroupNameDialog = lazyPart(() => import('./GroupNameDialog.tsx'));

/** All groups of the workspace. */
export function GroupsPage() {
  const { api, mayChange } = useWorkspace();
  const navigate = useNavigate();
  const { openDialog } = useDialogs();
  const search = createSearch();
  const groups = usePages(
    () => keys.groups(search.wanted()),
    (cursor) => api.groups.list.query({ search: search.wanted() || undefined, cursor, limit: 200 }),
  );
  const create = () => openDialog(GroupNameDialog, { onSaved: ({ id }) => navigate(`/groups/${id}`) });
  return (
    <ListPage
      title={t('groups.title')}
      lead={t('groups.lead')}
      list={groups}
      create={mayChange ? { label: t('groups.create'), onClick: create } : undefined}
      search={{ ...search, label: t('groups.search'), nothingFound: t('groups.none') }}
      empty={{ drawing: <GroupDrawing />, text: t('groups.empty') }}
      columns={[
        {
          title: t('groups.columns.name'),
          cell: (group) => <NameLink href={`/groups/${group.id}`}>{group.name}</NameLink>,
          skeleton: 'w-36',
        },
        {
          title: t('groups.columns.screens'),
          cell: (group) => t('groups.count', { total: group.deviceCount, online: group.onlineCount }),
          class: 'text-quiet',
          skeleton: 'w-28',
        },
      ]}
    />
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
