import { createPortalClient, type PortalClient, toClientProblem } from '@sitecast/client';
import type { RouteSectionProps } from '@solidjs/router';
import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/solid-query';
import { createEffect, type JSX, Match, Suspense, Switch } from 'solid-js';
import { keys } from '../api/keys.ts';
import { ProvidePortal } from '../api/portal.tsx';
import { locationQuery, overviewQuery } from '../api/queries.ts';
import { createQueryClient } from '../api/query-client.ts';
import { applyAccent } from '../brand/apply-accent.ts';
import { lazyPart } from '../i18n/i18n.ts';
import { Shell } from '../shell/Shell.tsx';
import { Problem } from '../ui/Problem.tsx';

// Not needed by visitors with access.
const AccessPage = lazyPart(() => import('../features/access/AccessPage.tsx'));
const PasswordPage = lazyPart(() => import('../features/access/PasswordPage.tsx'));

/** The portal for visitors with a valid session; others are told how to get access. */
export function PortalSession(props: RouteSectionProps) {
  const api = createPortalClient({ url: window.location.origin });
  // Not inline in the attribute, which Solid would evaluate on every read.
  const queries = createQueryClient();
  const location = /\/location\/([^/]+)$/.exec(props.location.pathname);
  void queries.prefetchQuery<unknown>(location ? locationQuery(api, location[1]!) : overviewQuery(api));
  return (
    <QueryClientProvider client={queries}>
      <SessionGate api={api}>{props.children}</SessionGate>
    </QueryClientProvider>
  );
}

export function SessionGate(props: { api: PortalClient; children: JSX.Element }) {
  const queries = useQueryClient();
  const session = useQuery(() => ({
    queryKey: keys.session,
    queryFn: () => props.api.session.query(),
    // Refetched when the page regains focus and after authorisation errors.
    staleTime: 60_000,
  }));
  // Keeps the last session if a refetch fails.
  const sessionData = () => (session.isPending || session.isLoadingError ? undefined : session.data);
  const ended = () => session.isError && toClientProblem(session.error).code === 'UNAUTHENTICATED';

  createEffect(() => applyAccent(sessionData()?.branding.accent ?? null));
  createEffect(() => {
    // Removes all data from memory.
    if (ended()) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
  });

  return (
    <Switch fallback={<Shell>{null}</Shell>}>
      <Match when={ended()}>
        <AccessPage reason={sessionData() ? 'ended' : 'none'} />
      </Match>
      <Match when={session.isLoadingError}>
        <Shell>
          <Problem error={session.error} onRetry={() => void session.refetch()} />
        </Shell>
      </Match>
      <Match when={sessionData()?.passwordNeeded && sessionData()}>
        {(locked) => <PasswordPage api={props.api} session={locked()} />}
      </Match>
      <Match when={sessionData()}>
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
