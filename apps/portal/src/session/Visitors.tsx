import { createPortalClient, type PortalClient, toClientProblem } from '@sitecast/client';
import type { RouteSectionProps } from '@solidjs/router';
import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/solid-query';
import { createEffect, type JSX, Match, Suspense, Switch } from 'solid-js';
import { keys } from '../api/keys.ts';
import { ProvidePortal } from '../api/portal.tsx';
import { locationQuery, overviewQuery } from '../api/queries.ts';
import { createQueryClient } from '../api/query-client.ts';
import { wearAccent } from '../brand/wear.ts';
import { lazyPart } from '../i18n/i18n.ts';
import { Shell } from '../shell/Shell.tsx';
import { Problem } from '../ui/Problem.tsx';

// Those who are let in need neither.
const AccessPage = lazyPart(() => import('../features/access/AccessPage.tsx'));
const PasswordPage = lazyPart(() => import('../features/access/PasswordPage.tsx'));

/** What a client sees, for those whose link has opened it; everybody else is told how to get one. */
export function Visitors(props: RouteSectionProps) {
  const api = createPortalClient({ url: window.location.origin });
  // Once: a call in the attribute would be made anew whenever it is read.
  const queries = createQueryClient();
  const location = /\/location\/([^/]+)$/.exec(props.location.pathname);
  void queries.prefetchQuery<unknown>(location ? locationQuery(api, location[1]!) : overviewQuery(api));
  return (
    <QueryClientProvider client={queries}>
      <Entrance api={api}>{props.children}</Entrance>
    </QueryClientProvider>
  );
}

export function Entrance(props: { api: PortalClient; children: JSX.Element }) {
  const queries = useQueryClient();
  const session = useQuery(() => ({
    queryKey: keys.session,
    queryFn: () => props.api.session.query(),
    // Looked at again when somebody comes back to the page, and whenever something is refused.
    staleTime: 60_000,
  }));
  // What was read before stays when reading it again fails: it was true until the server said otherwise.
  const known = () => (session.isPending || session.isLoadingError ? undefined : session.data);
  const ended = () => session.isError && toClientProblem(session.error).code === 'UNAUTHENTICATED';

  createEffect(() => wearAccent(known()?.branding.accent ?? null));
  createEffect(() => {
    // Nothing of what was seen stays in the page.
    if (ended()) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
  });

  return (
    <Switch fallback={<Shell>{null}</Shell>}>
      <Match when={ended()}>
        <AccessPage reason={known() ? 'ended' : 'none'} />
      </Match>
      <Match when={session.isLoadingError}>
        <Shell>
          <Problem error={session.error} onRetry={() => void session.refetch()} />
        </Shell>
      </Match>
      <Match when={known()?.passwordNeeded && known()}>
        {(locked) => <PasswordPage api={props.api} session={locked()} />}
      </Match>
      <Match when={known()}>
        {(open) => (
          <ProvidePortal value={{ api: props.api, session: open() }}>
            <Shell session={open()}>
              <Suspense>{props.children}</Suspense>
            </Shell>
          </ProvidePortal>
        )}
      </Match>
    </Switch>
  );
}
