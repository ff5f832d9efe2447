import type { PersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { Button, Card, Drawing, EmptyState, PageHeader } from '@sitecast/ui';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Hourglass, Plus } from '../../ui/icons.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { RevokeDialog } from '../token-parts/RevokeDialog.tsx';
import { RotateDialog } from '../token-parts/RotateDialog.tsx';
import { isExpiring } from '../token-parts/TokenStatus.tsx';
import { CreateDialog } from './CreateDialog.tsx';
import { TokenCard, TokenCardSkeleton } from './TokenCard.tsx';

const gridClass = 'grid gap-4 sm:grid-cols-2 xl:grid-cols-3';

/** One's own personal access tokens. */
export function PersonalTokensPage() {
  usePageTitle(() => t('personalTokens.title'));
  const { api } = useAccount();
  const [creating, setCreating] = createSignal(false);
  const [rotating, setRotating] = createSignal<PersonalToken>();
  const [revoking, setRevoking] = createSignal<PersonalToken>();
  const tokens = usePages(
    () => keys.personalTokens,
    (cursor) => api.personalTokens.list.query({ cursor }),
  );
  const alive = () => tokens.items()?.filter(({ status }) => status === 'active') ?? [];
  const ended = () => tokens.items()?.filter(({ status }) => status !== 'active') ?? [];
  const expiring = () => alive().filter(isExpiring).length;
  const cardOf = (token: PersonalToken) => (
    <TokenCard token={token} onRotate={() => setRotating(token)} onRevoke={() => setRevoking(token)} />
  );
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus class="size-4" aria-hidden="true" />
      {t('tokens.create')}
    </Button>
  );

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('personalTokens.title')}
        lead={t('personalTokens.lead')}
        actions={<Show when={tokens.items()?.length}>{create}</Show>}
      />
      <Show when={expiring()}>
        {(count) => (
          <p class="flex gap-2.5 rounded-card bg-ask-soft px-4 py-3 text-ask">
            <Hourglass class="mt-0.5 size-4.5 shrink-0" aria-hidden="true" />
            {t('personalTokens.expiring', { count: count() })}
          </p>
        )}
      </Show>
      <Switch>
        <Match when={tokens.error()}>
          <Card>
            <LoadFailure error={tokens.error()} onRetry={tokens.retry} />
          </Card>
        </Match>
        <Match when={tokens.items() === undefined}>
          <ul class={gridClass} aria-hidden="true">
            <TokenCardSkeleton />
            <TokenCardSkeleton />
          </ul>
        </Match>
        <Match when={tokens.items()?.length === 0}>
          <Card>
            <EmptyState drawing={<TerminalDrawing />} text={t('personalTokens.empty')} action={create} />
          </Card>
        </Match>
        <Match when>
          <Show when={alive().length}>
            <section>
              <h2 class="sr-only">{t('tokens.status.active')}</h2>
              <ul class={gridClass}>
                <For each={alive()}>{cardOf}</For>
              </ul>
            </section>
          </Show>
          <Show when={ended().length}>
            <section class="flex flex-col gap-3">
              <h2 class="text-sm font-medium text-quiet">{t('personalTokens.ended')}</h2>
              <ul class={gridClass}>
                <For each={ended()}>{cardOf}</For>
              </ul>
            </section>
          </Show>
          <MoreButton list={tokens} />
        </Match>
      </Switch>
      <CreateDialog open={creating()} onClose={() => setCreating(false)} />
      <RotateDialog
        token={rotating()}
        rotate={(input) => api.personalTokens.rotate.mutate(input)}
        warning={(name) => t('personalTokens.secretLead', { name })}
        queryKey={keys.personalTokens}
        onClose={() => setRotating(undefined)}
      />
      <RevokeDialog
        token={revoking()}
        revoke={(tokenId) => api.personalTokens.revoke.mutate({ tokenId })}
        queryKey={keys.personalTokens}
        onClose={() => setRevoking(undefined)}
      />
    </div>
  );
}

function TerminalDrawing() {
  return (
    <Drawing>
      <rect x="17" y="14" width="114" height="76" rx="6" />
      <path d="M17 30h114" />
      <path d="M26 22h1M33 22h1M40 22h1" />
      <path d="m30 44 9 8-9 8" class="accent" stroke="currentColor" />
      <path d="M46 62h26M30 76h52" />
    </Drawing>
  );
}
