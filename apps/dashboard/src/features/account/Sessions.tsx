import type { SessionInfo } from '@sitecast/api/people/session/schema';
import { Button, Card, CardHeader, formatExactTime, formatRelative, Skeleton, Status } from '@sitecast/ui';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/account.ts';
import { leave } from '../../session/session.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CircleCheck, Laptop, Smartphone } from '../../ui/icons.ts';
import { LoadFailure } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { deviceName, isHandheld } from './device-name.ts';

/** Where one is logged in, and how that ends. */
export function Sessions() {
  const { api } = useAccount();
  const queries = useQueryClient();
  const [ending, setEnding] = createSignal<SessionInfo>();
  const sessions = useQuery(() => ({
    queryKey: keys.sessions,
    queryFn: () => api.session.list.query(),
    select: ({ items }) => items.toSorted((one, other) => Number(other.current) - Number(one.current)),
    reconcile: 'id',
  }));
  const end = createAction(async ({ id, userAgent }: SessionInfo) => {
    await api.session.revoke.mutate({ sessionId: id });
    setEnding(undefined);
    notify({ tone: 'good', title: t('account.ended', { device: deviceName(userAgent) }) });
    await queries.invalidateQueries({ queryKey: keys.sessions });
  });
  return (
    <Card>
      <CardHeader title={t('account.sessions')}>
        <LogOutEverywhere />
      </CardHeader>
      <Switch>
        <Match when={sessions.isLoadingError}>
          <LoadFailure error={sessions.error} onRetry={() => void sessions.refetch()} />
        </Match>
        <Match when={sessions.isPending}>
          <div class="flex flex-col gap-3 px-5 py-5">
            <Skeleton class="h-4 w-40" />
            <Skeleton class="h-4 w-56" />
          </div>
        </Match>
        <Match when>
          <ul>
            <For each={sessions.data}>
              {(session) => <SessionRow session={session} onEnd={() => setEnding(session)} />}
            </For>
          </ul>
        </Match>
      </Switch>
      <ConfirmDialog
        open={ending() !== undefined}
        onOpenChange={(open) => !open && setEnding(undefined)}
        title={t('account.endTitle', { device: deviceName(ending()?.userAgent ?? null) })}
        lead={t('account.endLead')}
        verb={t('account.end')}
        busy={end.busy()}
        onConfirm={() => {
          const session = ending();
          if (session) void end.run(session);
        }}
      />
    </Card>
  );
}

function SessionRow(props: { session: SessionInfo; onEnd: () => void }) {
  const device = () => deviceName(props.session.userAgent);
  return (
    <li class="flex items-start gap-3.5 border-b border-line px-5 py-3.5 last:border-b-0">
      <Dynamic
        component={isHandheld(props.session.userAgent) ? Smartphone : Laptop}
        class="mt-0.5 size-5 shrink-0 text-quiet"
        aria-hidden="true"
      />
      <div class="flex min-w-0 flex-1 flex-col gap-0.5">
        <p class="flex flex-wrap items-center gap-x-3">
          <span class="font-medium" title={props.session.userAgent ?? undefined}>
            {device()}
          </span>
          <Show when={props.session.current}>
            <Status tone="good" icon={CircleCheck}>
              {t('account.here')}
            </Status>
          </Show>
        </p>
        <p class="text-sm text-quiet">
          <Show when={props.session.ip}>{(ip) => <span class="wrap-anywhere">{ip()} · </span>}</Show>
          <time datetime={props.session.lastSeenAt} title={formatExactTime(props.session.lastSeenAt)}>
            {t('account.seen', { when: formatRelative(props.session.lastSeenAt) })}
          </time>
          {' · '}
          <time datetime={props.session.createdAt} title={formatExactTime(props.session.createdAt)}>
            {t('account.since', { when: formatRelative(props.session.createdAt) })}
          </time>
        </p>
      </div>
      <Show when={!props.session.current}>
        <Button size="sm" aria-label={t('account.endNamed', { device: device() })} onClick={props.onEnd}>
          {t('account.end')}
        </Button>
      </Show>
    </li>
  );
}

function LogOutEverywhere() {
  const { api } = useAccount();
  const [asking, setAsking] = createSignal(false);
  const logOut = createAction(async () => {
    await api.session.logoutEverywhere.mutate();
    leave();
  });
  return (
    <>
      <Button size="sm" variant="ghost-danger" onClick={() => setAsking(true)}>
        {t('account.everywhere')}
      </Button>
      <ConfirmDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t('account.everywhereTitle')}
        lead={t('account.everywhereLead')}
        verb={t('account.everywhere')}
        busy={logOut.busy()}
        onConfirm={() => void logOut.run()}
      />
    </>
  );
}
