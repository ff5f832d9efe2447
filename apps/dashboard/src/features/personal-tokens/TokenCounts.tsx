import { cx, formatNumber, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Ban, CircleCheck, Clock } from '../../ui/icons.ts';

const tiles = [
  { status: 'active', Icon: CircleCheck, tone: 'text-good' },
  { status: 'expired', Icon: Clock, tone: 'text-quiet' },
  { status: 'revoked', Icon: Ban, tone: 'text-quiet' },
] as const;

/** The number of tokens by status: everyone's, or one user's. */
export function TokenCounts(props: { user: string | undefined }) {
  const { api } = useAccount();
  const counts = useQuery(() => {
    const { user } = props;
    return {
      queryKey: keys.tokenCounts(user),
      queryFn: () => api.personalTokens.adminCounts.query({ user }),
    };
  });
  return (
    <Show when={!counts.isLoadingError}>
      <dl class="grid grid-cols-3 gap-3 sm:gap-4">
        <For each={tiles}>
          {({ status, Icon, tone }) => (
            <div class="flex min-w-0 flex-col gap-1 rounded-card border border-line bg-surface px-4 py-3.5 sm:px-5">
              <dt class="flex items-center gap-1.5 text-sm text-quiet">
                <Dynamic
                  component={Icon}
                  class={cx('size-4 shrink-0 max-sm:hidden', tone)}
                  aria-hidden="true"
                />
                <span class="truncate">{t(`tokens.status.${status}`)}</span>
              </dt>
              <dd class="text-2xl font-semibold tabular-nums">
                <Show when={!counts.isPending} fallback={<Skeleton class="my-1 h-6.5 w-8" />}>
                  {formatNumber(counts.data?.[status] ?? 0)}
                </Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Show>
  );
}
