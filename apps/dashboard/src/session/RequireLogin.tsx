import type { Me } from '@sitecast/api/people/session/schema';
import { toClientProblem } from '@sitecast/client';
import { Button, Card, EmptyState, Mark, readStored, writeStored } from '@sitecast/ui';
import { Navigate, useCurrentMatches, useLocation } from '@solidjs/router';
import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js';
import { problemText } from '../api/problem.ts';
import { AccountProvider, useAccount } from '../api/workspace.tsx';
import { lazyPart, t } from '../i18n/i18n.ts';
import type { Page, PageAccess } from '../routes.ts';
import { Shell } from '../shell/Shell.tsx';
import { mayOpen } from './may-open.ts';
import { loginAddress, readSession, session, setLoggedOut } from './session.ts';

const NewPassword = lazyPart(() => import('../features/account/NewPassword.tsx'));

const STORED_AS = 'workspace';
/** Where people choose their own password after an administrator has set one. */
const MUST_CHANGE = '/account';

/** The pages behind the login; anyone who is not logged in is sent to the login or the setup. */
export function RequireLogin(props: { children?: JSX.Element }) {
  const here = useLocation();
  const [failure, setFailure] = createSignal<unknown>();
  const ask = () => {
    setFailure(undefined);
    readSession().catch(setFailure);
  };
  onMount(() => {
    if (session() === undefined) ask();
  });
  const inside = () => {
    const known = session();
    return known?.state === 'in' ? known.me : undefined;
  };

  return (
    <Switch>
      <Match when={failure()}>{(error) => <Failure error={error()} onRetry={ask} />}</Match>
      <Match when={session()?.state === 'setup'}>
        <Navigate href="/setup" />
      </Match>
      <Match when={session()?.state === 'out'}>
        <Navigate href={loginAddress(here.pathname + here.search)} />
      </Match>
      <Match when={inside()?.mustChangePassword && here.pathname !== MUST_CHANGE}>
        <Navigate href={`${MUST_CHANGE}?next=${encodeURIComponent(here.pathname + here.search)}`} />
      </Match>
      <Match when={inside()?.mustChangePassword && inside()} keyed>
        {(me) => <NewPassword me={me} />}
      </Match>
      <Match when={inside()} keyed>
        {(me) => <LoggedIn me={me}>{props.children}</LoggedIn>}
      </Match>
    </Switch>
  );
}

function LoggedIn(props: { me: Me; children: JSX.Element }) {
  const [chosen, setChosen] = createSignal(readStored(STORED_AS));
  const workspace = () => props.me.workspaces.find(({ id }) => id === chosen()) ?? props.me.workspaces[0];
  const choose = (id: string) => {
    writeStored(STORED_AS, id);
    setChosen(id);
  };
  return (
    <Show when={{ current: workspace() }} keyed>
      {({ current }) => (
        <AccountProvider me={props.me} workspace={current} onSessionEnd={setLoggedOut}>
          <Shell onWorkspace={choose}>
            <Allowed>{props.children}</Allowed>
          </Shell>
        </AccountProvider>
      )}
    </Show>
  );
}

/** Redirects those who may not open the page to their start page, as the server does. */
function Allowed(props: { children: JSX.Element }) {
  const account = useAccount();
  const matches = useCurrentMatches();
  const access = (): PageAccess => (matches().at(-1)?.route.info as Page | undefined)?.access ?? 'user';
  const needsWorkspace = () => access() === 'member' || access() === 'manager';
  return (
    <Switch fallback={<Navigate href="/" />}>
      <Match when={needsWorkspace() && !account.workspace}>
        <Card>
          <EmptyState drawing={<Mark class="size-16" />} text={t('shell.noWorkspace')} />
        </Card>
      </Match>
      <Match when={mayOpen(access(), account)}>{props.children}</Match>
    </Switch>
  );
}

function Failure(props: { error: unknown; onRetry: () => void }) {
  return (
    <main class="flex min-h-dvh flex-col items-center justify-center gap-5 p-6 text-center">
      <p class="max-w-sm text-lg text-balance">{problemText(toClientProblem(props.error))}</p>
      <Button onClick={props.onRetry}>{t('common.retry')}</Button>
    </main>
  );
}
