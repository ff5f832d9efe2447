import type { PersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { Button, Card, Drawing, EmptyState, PageHeader } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useAccount } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/tokens.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Hourglass, Plus } from '../../ui/icons.ts';
import { ListStates } from '../../ui/List.tsx';
import { useRevoke } from '../token-parts/revoke.ts';
import { isExpiring } from '../token-parts/TokenStatus.tsx';
import { TokenCard, TokenCardSkeleton } from './TokenCard.tsx';

const CreateDialog = lazyPart(() => import('./CreateDialog.tsx'));
const RotateDialog = lazyPart(() => import('../token-parts/RotateDialog.tsx'));

const gridClass = 'grid gap-4 sm:grid-cols-2 xl:grid-cols-3';

/** The person's own personal access tokens. */
export function PersonalTokensPage() {
  const { api } = useAccount();
  const dialogs = useDialogs();
  const tokens = usePages(
    () => keys.personalTokens,
    (cursor) => api.personalTokens.list.query({ cursor }),
  );
  const active = () => tokens.items()?.filter(({ status }) => status === 'active') ?? [];
  const ended = () => tokens.items()?.filter(({ status }) => status !== 'active') ?? [];
  const expiring = () => active().filter(isExpiring).length;
  const revoke = useRevoke(
    (tokenId) => api.personalTokens.revoke.mutate({ tokenId }),
    keys.personalTokens,
    dialogs,
  );
  const rotate = (token: PersonalToken) =>
    dialogs.openDialog(RotateDialog, {
      token,
      rotate: (input) => api.personalTokens.rotate.mutate(input),
      warning: (name) => t('personalTokens.secretLead', { name }),
      stale: keys.personalTokens,
    });
  const cardOf = (token: PersonalToken) => (
    <TokenCard token={token} onRotate={() => rotate(token)} onRevoke={() => revoke(token)} />
  );
  const create = () => (
    <Button variant="primary" onClick={() => dialogs.openDialog(CreateDialog)}>
      <Plus class="size-4" aria-hidden="true" />
      {t('tokens.create')}
    </Button>
  );

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('personalTokens.title')}
        lead={t('personalTokens.lead')}
        actions={<Show when={tokens.items()?.length}>{create()}</Show>}
      />
      <Show when={expiring()}>
        {(count) => (
          <p class="flex gap-2.5 rounded-card bg-ask-soft px-4 py-3 text-ask">
            <Hourglass class="mt-0.5 size-4.5 shrink-0" aria-hidden="true" />
            {t('personalTokens.expiring', { count: count() })}
          </p>
        )}
      </Show>
      <ListStates
        list={tokens}
        empty={
          <Card>
            <EmptyState drawing={<TerminalDrawing />} text={t('personalTokens.empty')} action={create()} />
          </Card>
        }
        skeleton={
          <ul class={gridClass} aria-hidden="true">
            <TokenCardSkeleton />
            <TokenCardSkeleton />
          </ul>
        }
      >
        {() => (
          <>
            <Show when={active().length}>
              <section>
                <h2 class="sr-only">{t('tokens.status.active')}</h2>
                <ul class={gridClass}>
                  <For each={active()}>{cardOf}</For>
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
          </>
        )}
      </ListStates>
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
