import { type OwnedPersonalToken, PersonalTokenStatus } from '@sitecast/api/people/personal-tokens/schema';
import { Button, Card, Drawing, EmptyState, formatDate, PageHeader } from '@sitecast/ui';
import { useSearchParams } from '@solidjs/router';
import { useQuery } from '@tanstack/solid-query';
import { createMemo, createSignal, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { readAllPages, wholeList } from '../../api/pages.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { List } from '../../ui/List.tsx';
import { Moment } from '../../ui/Moment.tsx';
import type { Sort } from '../../ui/Table.tsx';
import { LastUsed } from '../token-parts/LastUsed.tsx';
import { useRevoke } from '../token-parts/revoke.ts';
import { TokenStatus } from '../token-parts/TokenStatus.tsx';
import { type Column, type Filter, filterTokens, sortTokens, uses } from './all-tokens.ts';
import { TokenCounts } from './TokenCounts.tsx';
import { TokenFilters } from './TokenFilters.tsx';

/** Everyone's personal access tokens, for platform admins. `?user=` shows one user's. */
export function AllTokensPage() {
  const { api } = useAccount();
  const [query, setQuery] = useSearchParams<{ user: string; status: string; used: string }>();
  const [sort, setSort] = createSignal<Sort<Column>>({ by: 'createdAt', descending: true });
  const revoke = useRevoke(
    (tokenId) => api.personalTokens.adminRevoke.mutate({ tokenId }),
    keys.personalTokens,
    useDialogs(),
  );
  const filter = createMemo<Filter>(() => ({
    user: typeof query.user === 'string' ? query.user : undefined,
    status: PersonalTokenStatus.safeParse(query.status).data,
    used: uses.find((use) => use === query.used) ?? 'any',
  }));
  const isFiltered = () => query.user !== undefined || query.status !== undefined || query.used !== undefined;
  const change = (changed: { user?: string | null; status?: string | null; used?: string | null }) =>
    setQuery(changed, { replace: true });
  // Read whole, because a single page can be neither sorted nor filtered.
  const tokens = useQuery(() => ({
    queryKey: keys.allTokens,
    queryFn: () => readAllPages((page) => api.personalTokens.adminList.query(page)),
    reconcile: 'id',
  }));
  const all = wholeList(tokens, () => tokens.data ?? []);
  const shown = createMemo(() => sortTokens(filterTokens(all.items() ?? [], filter(), Date.now()), sort()));
  return (
    <div class="flex flex-col gap-6">
      <PageHeader title={t('allTokens.title')} lead={t('allTokens.lead')} />
      <TokenCounts user={filter().user} />
      <Card>
        <TokenFilters filter={filter()} tokens={all.items() ?? []} onChange={change} />
        <List
          list={wholeList(tokens, shown)}
          sort={sort()}
          onSort={(chosen) => setSort(chosen as Sort<Column>)}
          empty={
            <EmptyState
              drawing={<CardsDrawing />}
              text={isFiltered() ? t('allTokens.noMatch') : t('allTokens.empty')}
              action={
                <Show when={isFiltered()}>
                  <Button onClick={() => change({ user: null, status: null, used: null })}>
                    {t('allTokens.clear')}
                  </Button>
                </Show>
              }
            />
          }
          columns={[
            {
              title: t('tokens.columns.name'),
              cell: (token) => <Summary token={token} />,
              sort: 'name',
              skeleton: 'w-32',
            },
            {
              title: t('allTokens.user'),
              cell: (token) => (
                <button
                  type="button"
                  class="min-w-32 text-left wrap-anywhere text-quiet underline-offset-4 hover:text-accent-ink hover:underline"
                  onClick={() => change({ user: token.userId })}
                >
                  {token.userEmail}
                </button>
              ),
              sort: 'userEmail',
              from: 'md',
              skeleton: 'w-40',
            },
            {
              title: t('tokens.columns.status'),
              cell: (token) => <TokenStatus token={token} />,
              skeleton: 'w-16',
            },
            {
              title: t('tokens.columns.lastUsed'),
              cell: (token) => <LastUsed token={token} />,
              sort: 'lastUsedAt',
              descendingFirst: true,
              class: timeClass,
              from: 'sm',
            },
            {
              title: t('tokens.columns.expires'),
              cell: (token) => <Moment at={token.expiresAt} format={formatDate} />,
              sort: 'expiresAt',
              class: timeClass,
              from: 'lg',
            },
            {
              title: t('personalTokens.created'),
              cell: (token) => <Moment at={token.createdAt} format={formatDate} />,
              sort: 'createdAt',
              descendingFirst: true,
              class: timeClass,
              from: 'lg',
            },
            {
              title: t('tokens.columns.actions'),
              titleHidden: true,
              cell: (token) => <RevokeButton token={token} onClick={() => revoke(token)} />,
              skeleton: null,
            },
          ]}
        />
      </Card>
    </div>
  );
}

const timeClass = 'whitespace-nowrap text-quiet';

/** The token's name and prefix; on narrow screens the owner instead of the prefix. */
function Summary(props: { token: OwnedPersonalToken }) {
  return (
    <>
      <span class="block min-w-32 font-medium wrap-anywhere">{props.token.name}</span>
      <span class="block text-xs wrap-anywhere text-quiet md:hidden">{props.token.userEmail}</span>
      <span class="block font-mono text-xs text-quiet max-md:hidden">{props.token.prefix}…</span>
    </>
  );
}

/** With a mouse it shows on the row that is pointed at. */
function RevokeButton(props: { token: OwnedPersonalToken; onClick: () => void }) {
  return (
    <Show when={props.token.status === 'active'}>
      <Button
        size="sm"
        variant="ghost"
        class="transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-fine:opacity-0"
        aria-label={t('tokens.revokeNamed', { name: props.token.name })}
        onClick={props.onClick}
      >
        {t('tokens.revoke')}
      </Button>
    </Show>
  );
}

function CardsDrawing() {
  return (
    <Drawing>
      <path d="M36 22a5 5 0 0 1 5-5h84a5 5 0 0 1 5 5v46a5 5 0 0 1-5 5" />
      <rect x="18" y="31" width="98" height="56" rx="5" />
      <circle cx="40" cy="53" r="8" class="accent" stroke="currentColor" />
      <path d="M28 74c2-7 7-10 12-10s10 3 12 10" class="accent" stroke="currentColor" />
      <path d="M65 50h36M65 60h24M65 70h30" />
    </Drawing>
  );
}
