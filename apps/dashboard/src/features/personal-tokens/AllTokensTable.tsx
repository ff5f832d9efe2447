import type { OwnedPersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { Button, formatDate, Skeleton } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import { Moment } from '../../ui/Moment.tsx';
import { type Sort, SortTh, Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { LastUsed } from '../token-parts/LastUsed.tsx';
import { TokenStatus } from '../token-parts/TokenStatus.tsx';
import type { Column } from './all-tokens.ts';

interface AllTokensTableProps {
  /** Undefined until they are read. */
  tokens: OwnedPersonalToken[] | undefined;
  sort: Sort<Column>;
  onSort: (sort: Sort<Column>) => void;
  /** Shows one user's only. */
  onUser: (userId: string) => void;
  onRevoke: (token: OwnedPersonalToken) => void;
}

export function AllTokensTable(props: AllTokensTableProps) {
  const sorting = () => ({ sort: props.sort, onSort: props.onSort });
  return (
    <Table>
      <thead>
        <Tr>
          <SortTh column="name" {...sorting()}>
            {t('tokens.columns.name')}
          </SortTh>
          <SortTh column="userEmail" class="max-md:hidden" {...sorting()}>
            {t('allTokens.user')}
          </SortTh>
          <Th>{t('tokens.columns.status')}</Th>
          <SortTh column="lastUsedAt" descendingFirst class="max-sm:hidden" {...sorting()}>
            {t('tokens.columns.lastUsed')}
          </SortTh>
          <SortTh column="expiresAt" class="max-lg:hidden" {...sorting()}>
            {t('tokens.columns.expires')}
          </SortTh>
          <SortTh column="createdAt" descendingFirst class="max-lg:hidden" {...sorting()}>
            {t('personalTokens.created')}
          </SortTh>
          <Th>
            <span class="sr-only">{t('tokens.columns.actions')}</span>
          </Th>
        </Tr>
      </thead>
      <tbody>
        <For each={props.tokens} fallback={<SkeletonRow />}>
          {(token) => (
            <TokenRow
              token={token}
              onUser={() => props.onUser(token.userId)}
              onRevoke={() => props.onRevoke(token)}
            />
          )}
        </For>
      </tbody>
    </Table>
  );
}

function TokenRow(props: { token: OwnedPersonalToken; onUser: () => void; onRevoke: () => void }) {
  return (
    <Tr>
      <Td>
        <span class="block min-w-32 font-medium wrap-anywhere">{props.token.name}</span>
        <span class="block text-xs wrap-anywhere text-quiet md:hidden">{props.token.userEmail}</span>
        <span class="block font-mono text-xs text-quiet max-md:hidden">{props.token.prefix}…</span>
      </Td>
      <Td class="max-md:hidden">
        <button
          type="button"
          class="min-w-32 text-left wrap-anywhere text-quiet underline-offset-4 hover:text-accent-ink hover:underline"
          onClick={props.onUser}
        >
          {props.token.userEmail}
        </button>
      </Td>
      <Td>
        <TokenStatus token={props.token} />
      </Td>
      <Td class="whitespace-nowrap text-quiet max-sm:hidden">
        <LastUsed token={props.token} />
      </Td>
      <Td class="whitespace-nowrap text-quiet max-lg:hidden">
        <Moment at={props.token.expiresAt} format={formatDate} />
      </Td>
      <Td class="whitespace-nowrap text-quiet max-lg:hidden">
        <Moment at={props.token.createdAt} format={formatDate} />
      </Td>
      <Td class="text-right">
        <Show when={props.token.status === 'active'}>
          <Button
            size="sm"
            variant="ghost"
            class="transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-fine:opacity-0"
            aria-label={t('tokens.revokeNamed', { name: props.token.name })}
            onClick={props.onRevoke}
          >
            {t('tokens.revoke')}
          </Button>
        </Show>
      </Td>
    </Tr>
  );
}

function SkeletonRow() {
  return (
    <Tr>
      <Td>
        <Skeleton class="h-4 w-32" />
      </Td>
      <Td class="max-md:hidden">
        <Skeleton class="h-4 w-40" />
      </Td>
      <Td>
        <Skeleton class="h-4 w-16" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td class="max-lg:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td class="max-lg:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td>{null}</Td>
    </Tr>
  );
}
