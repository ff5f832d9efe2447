import type { ApiTokenInfo } from '@sitecast/api/tokens/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { formatDate, formatExactTime, formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Ban, CircleCheck, Clock, Plus } from '../../ui/icons.ts';
import { Card, EmptyState, PageHeader, Skeleton } from '../../ui/Page.tsx';
import { Status, type Tone } from '../../ui/Status.tsx';
import { LoadFailure, MoreButton, Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { CreateTokenDialog } from './CreateTokenDialog.tsx';

/** The workspace's API tokens: own ones, or everybody's for an admin. */
export function TokensPage() {
  usePageTitle(() => t('tokens.title'));
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const [creating, setCreating] = createSignal(false);
  const [revoking, setRevoking] = createSignal<ApiTokenInfo>();
  const tokens = usePages(
    () => keys.tokens,
    (cursor) => api.tokens.list.query({ cursor }),
  );
  const revoke = createAction(async ({ id, name }: ApiTokenInfo) => {
    await api.tokens.revoke.mutate({ tokenId: id });
    setRevoking(undefined);
    notify({ tone: 'good', title: t('tokens.revoked', name) });
    await queries.invalidateQueries({ queryKey: keys.tokens });
  });
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus class="size-4" aria-hidden="true" />
      {t('tokens.create')}
    </Button>
  );

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('tokens.title')}
        lead={t('tokens.lead')}
        actions={<Show when={tokens.items()?.length}>{create}</Show>}
      />
      <Card>
        <Switch>
          <Match when={tokens.error()}>
            <LoadFailure error={tokens.error()} onRetry={tokens.retry} />
          </Match>
          <Match when={tokens.items()?.length === 0}>
            <EmptyState drawing={<TokenDrawing />} text={t('tokens.empty')} action={create} />
          </Match>
          <Match when>
            <Table>
              <thead>
                <Tr>
                  <Th>{t('tokens.columns.name')}</Th>
                  <Th class="max-sm:hidden">{t('tokens.columns.scope')}</Th>
                  <Th>{t('tokens.columns.status')}</Th>
                  <Th class="max-lg:hidden">{t('tokens.columns.prefix')}</Th>
                  <Th class="max-md:hidden">{t('tokens.columns.lastUsed')}</Th>
                  <Th class="max-md:hidden">{t('tokens.columns.expires')}</Th>
                  <Th>
                    <span class="sr-only">{t('tokens.columns.actions')}</span>
                  </Th>
                </Tr>
              </thead>
              <tbody>
                <For each={tokens.items()} fallback={<SkeletonRow />}>
                  {(token) => <TokenRow token={token} onRevoke={() => setRevoking(token)} />}
                </For>
              </tbody>
            </Table>
            <MoreButton list={tokens} />
          </Match>
        </Switch>
      </Card>
      <CreateTokenDialog open={creating()} onClose={() => setCreating(false)} />
      <ConfirmDialog
        open={revoking() !== undefined}
        onOpenChange={(open) => !open && setRevoking(undefined)}
        title={t('tokens.revokeTitle', revoking()?.name ?? '')}
        lead={t('tokens.revokeLead')}
        verb={t('tokens.revoke')}
        busy={revoke.busy()}
        onConfirm={() => {
          const token = revoking();
          if (token) void revoke.run(token);
        }}
      />
    </div>
  );
}

const looks: Record<ApiTokenInfo['status'], { tone: Tone; icon: typeof Ban }> = {
  active: { tone: 'good', icon: CircleCheck },
  expired: { tone: 'ask', icon: Clock },
  revoked: { tone: 'quiet', icon: Ban },
};

function TokenRow(props: { token: ApiTokenInfo; onRevoke: () => void }) {
  const { me } = useWorkspace();
  return (
    <Tr>
      <Td>
        <span class="font-medium wrap-anywhere">{props.token.name}</span>
        <Show when={props.token.owner.id !== me.userId}>
          <span class="block text-xs text-quiet">{t('tokens.by', props.token.owner.email)}</span>
        </Show>
      </Td>
      <Td class="max-sm:hidden">{t(`tokens.scopes.${props.token.scope}`)}</Td>
      <Td>
        <Status {...looks[props.token.status]}>{t(`tokens.status.${props.token.status}`)}</Status>
      </Td>
      <Td class="font-mono text-sm text-quiet max-lg:hidden">{props.token.prefix}…</Td>
      <Td class="text-quiet max-md:hidden">
        <Show when={props.token.lastUsedAt} fallback={t('common.never')}>
          {(at) => (
            <time
              datetime={at()}
              title={`${formatExactTime(at())}${props.token.lastUsedIp ? `, ${t('tokens.from', props.token.lastUsedIp)}` : ''}`}
            >
              {formatRelative(at())}
            </time>
          )}
        </Show>
      </Td>
      <Td class="text-quiet max-md:hidden">
        <Show when={props.token.expiresAt} fallback={t('common.never')}>
          {(at) => (
            <time datetime={at()} title={formatExactTime(at())}>
              {formatDate(at())}
            </time>
          )}
        </Show>
      </Td>
      <Td class="text-right">
        <Show when={props.token.status !== 'revoked'}>
          <Button
            size="sm"
            variant="ghost"
            class="transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-fine:opacity-0"
            aria-label={t('tokens.revokeNamed', props.token.name)}
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
        <Skeleton class="h-4 w-36" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-10" />
      </Td>
      <Td>
        <Skeleton class="h-4 w-16" />
      </Td>
      <Td class="max-lg:hidden">
        <Skeleton class="h-4 w-24" />
      </Td>
      <Td class="max-md:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td class="max-md:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td>{null}</Td>
    </Tr>
  );
}

function TokenDrawing() {
  return (
    <svg
      width="148"
      height="104"
      viewBox="0 0 148 104"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      aria-hidden="true"
    >
      <rect x="17" y="24" width="114" height="56" rx="6" />
      <path d="M29 40h34M29 64h12M49 64h12M69 64h12" stroke-linecap="round" />
      <circle cx="104" cy="46" r="9" class="accent" stroke="currentColor" />
      <path d="M104 55v15M104 63h6M104 69h4" class="accent" stroke="currentColor" stroke-linecap="round" />
    </svg>
  );
}
