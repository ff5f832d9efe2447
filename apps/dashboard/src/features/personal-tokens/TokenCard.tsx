import type { PersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { Button, cx, formatDate, Skeleton } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import { Fact } from '../../ui/Facts.tsx';
import { RefreshCw } from '../../ui/icons.ts';
import { Moment } from '../../ui/Moment.tsx';
import { LastUsed } from '../token-parts/LastUsed.tsx';
import { isExpiring, TokenStatus } from '../token-parts/TokenStatus.tsx';

interface TokenCardProps {
  token: PersonalToken;
  onRotate: () => void;
  onRevoke: () => void;
}

/** One token: its name, status and dates, and its actions. */
export function TokenCard(props: TokenCardProps) {
  return (
    <Frame class={cx(isExpiring(props.token) && 'border-ask')}>
      <div class="flex flex-col gap-1.5">
        <h3 class="text-base font-semibold wrap-anywhere">{props.token.name}</h3>
        <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <TokenStatus token={props.token} />
          <span class="font-mono text-sm text-quiet">{props.token.prefix}…</span>
        </div>
      </div>
      <dl class="flex flex-col gap-2">
        <Fact label={t('tokens.columns.lastUsed')}>
          <LastUsed token={props.token} />
        </Fact>
        <Fact label={t('tokens.columns.expires')}>
          <Moment at={props.token.expiresAt} format={formatDate} />
        </Fact>
        <Fact label={t('personalTokens.created')}>
          <Moment at={props.token.createdAt} format={formatDate} />
        </Fact>
      </dl>
      <Show when={props.token.status === 'active'}>
        <div class="mt-auto -mb-1 flex flex-wrap justify-end gap-2 border-t border-line pt-3">
          <Button
            size="sm"
            variant="ghost-danger"
            aria-label={t('tokens.revokeNamed', { name: props.token.name })}
            onClick={props.onRevoke}
          >
            {t('tokens.revoke')}
          </Button>
          <Show when={props.token.replacedById === null}>
            <Button
              size="sm"
              aria-label={t('tokens.rotateNamed', { name: props.token.name })}
              onClick={props.onRotate}
            >
              <RefreshCw class="size-4" aria-hidden="true" />
              {t('tokens.rotate')}
            </Button>
          </Show>
        </div>
      </Show>
    </Frame>
  );
}

/** Holds the place of a card. */
export function TokenCardSkeleton() {
  return (
    <Frame>
      <div class="flex flex-col gap-3">
        <Skeleton class="h-4 w-32" />
        <Skeleton class="h-4 w-20" />
      </div>
      <div class="flex flex-col gap-3 pb-1">
        <Skeleton class="h-4 w-full" />
        <Skeleton class="h-4 w-full" />
        <Skeleton class="h-4 w-full" />
      </div>
    </Frame>
  );
}

function Frame(props: { class?: string; children: JSX.Element }) {
  return (
    <li
      class={cx(
        'flex min-w-0 flex-col gap-4 rounded-card border bg-surface p-5',
        props.class || 'border-line',
      )}
    >
      {props.children}
    </li>
  );
}
