import type { Client } from '@sitecast/api/sites/clients/schema';
import { Drawing, formatNumber, formatRelative, Status } from '@sitecast/ui';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { lazyPart } from '../../i18n/i18n.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Ban, CircleCheck, KeyRound } from '../../ui/icons.ts';
import { ListPage } from '../../ui/ListPage.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { ClientMenu } from './ClientMenu.tsx';

const ClientNameDialog = lazyPart(() => import('./ClientNameDialog.tsx'));

/** The clients of the workspace, and whether their portals are open. */
export function ClientsPage() {
  const { api, mayChange } = useWorkspace();
  const dialogs = useDialogs();
  const clients = usePages(
    () => keys.clients,
    (cursor) => api.clients.list.query({ cursor }),
  );
  const create = { label: t('clients.create'), onClick: () => dialogs.openDialog(ClientNameDialog) };
  return (
    <ListPage
      title={t('clients.title')}
      lead={t('clients.lead')}
      list={clients}
      create={mayChange ? create : undefined}
      empty={{ drawing: <ClientDrawing />, text: t('clients.empty') }}
      columns={[
        {
          title: t('clients.columns.name'),
          cell: (client) => <ClientName client={client} />,
          skeleton: 'w-40',
        },
        { title: t('clients.columns.status'), cell: (client) => <ClientStatus client={client} /> },
        {
          title: t('clients.columns.projects'),
          cell: (client) => formatNumber(client.projectCount),
          class: 'text-quiet',
          from: 'sm',
          skeleton: 'w-6',
        },
        {
          title: t('clients.columns.links'),
          cell: (client) => formatNumber(client.linkCount),
          class: 'text-quiet',
          from: 'sm',
          skeleton: 'w-6',
        },
        {
          title: t('clients.columns.seen'),
          cell: (client) => <Moment at={client.lastSeenAt} format={formatRelative} />,
          class: 'text-quiet',
          from: 'md',
        },
        mayChange && {
          title: t('clients.columns.actions'),
          titleHidden: true,
          cell: (client) => <ClientMenu client={client} dialogs={dialogs} />,
        },
      ]}
    />
  );
}

function ClientName(props: { client: Client }) {
  return (
    <>
      <span class="font-medium wrap-anywhere">{props.client.name}</span>
      <span class="block font-mono text-xs text-quiet wrap-anywhere">{props.client.slug}</span>
    </>
  );
}

const states = {
  inactive: { tone: 'quiet', icon: Ban },
  password: { tone: 'good', icon: KeyRound },
  active: { tone: 'good', icon: CircleCheck },
} as const;

function ClientStatus(props: { client: Client }) {
  const state = () => {
    if (!props.client.active) return 'inactive';
    return props.client.hasPassword ? 'password' : 'active';
  };
  return <Status {...states[state()]}>{t(`clients.status.${state()}`)}</Status>;
}

function ClientDrawing() {
  return (
    <Drawing width={164}>
      <rect x="22" y="10" width="120" height="84" rx="8" />
      <path d="M22 28h120M40 76V58M56 76V48M72 76V64M88 76V42M104 76V54M120 76V60" />
      <path d="M34 46h96" class="accent" stroke="currentColor" stroke-dasharray="2 5" />
    </Drawing>
  );
}
