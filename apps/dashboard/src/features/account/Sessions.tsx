import type { SessionInfo } from '@sitecast/api/people/session/schema';
import { Button, Card, CardHeader, formatExactTime, formatRelative, Skeleton, Status } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/account.ts';
import { setLoggedOut } from '../../session/session.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { CircleCheck, Laptop, Smartphone } from '../../ui/icons.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { deviceName, isHandheld } from './device-name.ts';

/** Where the person is logged in. Each session can be ended, or all at once. */
export function Sessions() {
  const { api } = useAccount();
  const { confirm } = useDialogs();
  const sessions = useQuery(() => ({
    queryKey: keys.sessions,
    queryFn: () => api.session.list.query(),
    select: ({ items }) => items.toSorted((one, other) => Number(other.current) - Number(one.current)),
    reconcile: 'id',
  }));
  const end = useChange({
    call: ({ id }: SessionInfo) => api.session.revoke.mutate({ sessionId: id }),
    said: (_answer, { userAgent }) => t('account.ended', { device: deviceName(userAgent) }),
    stale: [keys.sessions],
  });
  const logOutEverywhere = useChange({
    call: () => api.session.logoutEverywhere.mutate(),
    done: setLoggedOut,
  });
  const askToEnd = (session: SessionInfo) =>
    confirm({
      title: t('account.endTitle', { device: deviceName(session.userAgent) }),
      lead: t('account.endLead'),
      verb: t('account.end'),
      run: () => end.run(session),
    });
  const askToLogOutEverywhere = () =>
    confirm({
      title: t('account.everywhereTitle'),
      lead: t('account.everywhereLead'),
      verb: t('account.everywhere'),
      run: logOutEverywhere.run,
    });
  return (
    <Card>
      <CardHeader title={t('account.sessions')}>
        <Button size="sm" variant="ghost-danger" onClick={askToLogOutEverywhere}>
          {t('account.everywhere')}
        </Button>
      </CardHeader>
      <Loaded
        query={sessions}
        skeleton={
          <div class="flex flex-col gap-3 px-5 py-5">
            <Skeleton class="h-4 w-40" />
            <Skeleton class="h-4 w-56" />
          </div>
        }
      >
        {(items) => (
          <ul>
            <For each={items()}>
              {(session) => <SessionRow session={session} onEnd={() => askToEnd({ ...session })} />}
            </For>
          </ul>
        )}
      </Loaded>
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
