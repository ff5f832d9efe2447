import { PersonalTokenStatus } from '@sitecast/api/people/personal-tokens/schema';
import { Button, Card, Drawing, EmptyState, PageHeader } from '@sitecast/ui';
import { useSearchParams } from '@solidjs/router';
import { useQuery } from '@tanstack/solid-query';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { LoadFailure, type Sort } from '../../ui/Table.tsx';
import { useRevoke } from '../token-parts/revoke.ts';
import { AllTokensTable } from './AllTokensTable.tsx';
import { type Column, type Filter, filterTokens, readAllTokens, sortTokens, uses } from './all-tokens.ts';
import { TokenCounts } from './TokenCounts.tsx';
import { TokenFilters } from './TokenFilters.tsx';

/** Everybody's personal access tokens, for platform admins. `?user=` shows one user's. */
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
  const tokens = useQuery(() => ({
    queryKey: keys.allTokens,
    queryFn: () => readAllTokens(api),
    reconcile: 'id',
  }));
  const read = () => (tokens.isPending || tokens.isLoadingError ? undefined : tokens.data);
  const shown = createMemo(() => {
    const known = read();
    return known && sortTokens(filterTokens(known, filter(), Date.now()), sort());
  });

  return (
    <div class="flex flex-col gap-6">
      <PageHeader title={t('allTokens.title')} lead={t('allTokens.lead')} />
      <TokenCounts user={filter().user} />
      <Card>
        <TokenFilters
          filter={filter()}
          tokens={read() ?? []}
          onChange={(changed) => setQuery(changed, { replace: true })}
        />
        <Switch>
          <Match when={tokens.isLoadingError}>
            <LoadFailure error={tokens.error} onRetry={() => void tokens.refetch()} />
          </Match>
          <Match when={shown()?.length === 0}>
            <EmptyState
              drawing={<CardsDrawing />}
              text={isFiltered() ? t('allTokens.noMatch') : t('allTokens.empty')}
              action={
                <Show when={isFiltered()}>
                  <Button
                    onClick={() => setQuery({ user: null, status: null, used: null }, { replace: true })}
                  >
                    {t('allTokens.clear')}
                  </Button>
                </Show>
              }
            />
          </Match>
          <Match when>
            <AllTokensTable
              tokens={shown()}
              sort={sort()}
              onSort={setSort}
              onUser={(id) => setQuery({ user: id }, { replace: true })}
              onRevoke={revoke}
            />
          </Match>
        </Switch>
      </Card>
    </div>
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
