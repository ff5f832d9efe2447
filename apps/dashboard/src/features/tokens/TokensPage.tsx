import type { ApiTokenInfo } from '@sitecast/api/people/tokens/schema';
import { Drawing, formatDate } from '@sitecast/ui';
import { Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/tokens.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { ListPage } from '../../ui/ListPage.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { LastUsed } from '../token-parts/LastUsed.tsx';
import { TokenStatus } from '../token-parts/TokenStatus.tsx';
import { TokenMenu } from './TokenMenu.tsx';

const CreateTokenDialog = lazyPart(() => import('./CreateTokenDialog.tsx'));

/** The workspace's API tokens: one's own, or everyone's for an admin. */
export function TokensPage() {
  const { api } = useWorkspace();
  const dialogs = useDialogs();
  const tokens = usePages(
    () => keys.tokens,
    (cursor) => api.tokens.list.query({ cursor }),
  );
  return (
    <ListPage
      title={t('tokens.title')}
      lead={t('tokens.lead')}
      list={tokens}
      create={{ label: t('tokens.create'), onClick: () => dialogs.openDialog(CreateTokenDialog) }}
      empty={{ drawing: <TokenDrawing />, text: t('tokens.empty') }}
      columns={[
        { title: t('tokens.columns.name'), cell: (token) => <Summary token={token} />, skeleton: 'w-36' },
        {
          title: t('tokens.columns.owner'),
          cell: (token) => <span class="block min-w-36 wrap-anywhere">{token.owner.email}</span>,
          class: 'text-quiet',
          from: 'lg',
          skeleton: 'w-32',
        },
        {
          title: t('tokens.columns.scope'),
          cell: (token) => <Scope token={token} />,
          from: 'sm',
          skeleton: 'w-10',
        },
        { title: t('tokens.columns.status'), cell: (token) => <TokenStatus token={token} />, from: 'sm' },
        {
          title: t('tokens.columns.lastUsed'),
          cell: (token) => <LastUsed token={token} />,
          class: 'whitespace-nowrap text-quiet',
          from: 'md',
        },
        {
          title: t('tokens.columns.expires'),
          cell: (token) => <Moment at={token.expiresAt} format={formatDate} />,
          class: 'whitespace-nowrap text-quiet',
          from: 'lg',
        },
        {
          title: t('tokens.columns.actions'),
          titleHidden: true,
          cell: (token) => <TokenMenu token={token} dialogs={dialogs} />,
        },
      ]}
    />
  );
}

/** The token's name; on narrow screens also what the columns hidden there say. */
function Summary(props: { token: ApiTokenInfo }) {
  return (
    <>
      <span class="block font-medium wrap-anywhere">{props.token.name}</span>
      <span class="block font-mono text-xs text-quiet">{props.token.prefix}…</span>
      <span class="block text-xs wrap-anywhere text-quiet lg:hidden">
        {t('tokens.by', { email: props.token.owner.email })}
      </span>
      <div class="flex flex-col gap-1 pt-1.5 text-sm md:hidden">
        <div class="sm:hidden">
          <Scope token={props.token} />
        </div>
        <TokenStatus token={props.token} class="sm:hidden" />
        <div class="text-xs text-quiet">
          {t('tokens.columns.lastUsed')}: <LastUsed token={props.token} />
        </div>
      </div>
    </>
  );
}

/** What the token may do, and for an agency token with how many playlists. */
function Scope(props: { token: ApiTokenInfo }) {
  const names = () => props.token.targets.map(({ name }) => name).join(', ');
  return (
    <>
      {t(`tokens.scopes.${props.token.scope}`)}
      <Show when={props.token.scope === 'agency'}>
        <span class="block text-xs text-quiet" title={names()}>
          {t('tokens.playlistCount', { count: props.token.targets.length })}
          <Show when={props.token.autoPublish}>, {t('tokens.publishes')}</Show>
        </span>
      </Show>
    </>
  );
}

function TokenDrawing() {
  return (
    <Drawing>
      <rect x="17" y="24" width="114" height="56" rx="6" />
      <path d="M29 40h34M29 64h12M49 64h12M69 64h12" />
      <circle cx="104" cy="46" r="9" class="accent" stroke="currentColor" />
      <path d="M104 55v15M104 63h6M104 69h4" class="accent" stroke="currentColor" />
    </Drawing>
  );
}
