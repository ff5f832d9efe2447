import { toClientProblem } from '@sitecast/client';
import { Button, Card, EmptyState, Mark, readStored, writeStored } from '@sitecast/ui';
import { Navigate, useLocation } from '@solidjs/router';
import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js';
import { problemText } from '../api/problem.ts';
import { AccountProvider, useAccount } from '../api/workspace.tsx';
import { t } from '../i18n/i18n.ts';
import { lazyPage } from '../shell/lazy-page.ts';
import { Shell } from '../shell/Shell.tsx';
import { leave, loginAddress, readSession, type Session, session } from './session.ts';

const NewPassword = lazyPage(() =>
  import('../features/account/NewPassword.tsx').then((module) => module.NewPassword),
);

const STORED_AS = 'workspace';
/** Where somebody is led whose password an administrator has set. */
const MUST_CHANGE = '/account';

/** The pages of those who are logged in; everybody else is led to where he can log in. */
export function Members(props: { children?: JSX.Element }) {
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
      <Match when={failure()}>
        {(error) => <Blank text={problemText(toClientProblem(error()))} onRetry={ask} />}
      </Match>
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

function LoggedIn(props: { me: (Session & { state: 'in' })['me']; children: JSX.Element }) {
  const [chosen, setChosen] = createSignal(readStored(STORED_AS));
  const workspace = () => props.me.workspaces.find(({ id }) => id === chosen()) ?? props.me.workspaces[0];
  const choose = (id: string) => {
    writeStored(STORED_AS, id);
    setChosen(id);
  };
  return (
    <Show when={{ current: workspace() }} keyed>
      {({ current }) => (
        <AccountProvider me={props.me} workspace={current} onSessionEnd={leave}>
          <Shell onWorkspace={choose}>{props.children}</Shell>
        </AccountProvider>
      )}
    </Show>
  );
}

/** The pages that show a workspace. */
export function InWorkspace(props: { children?: JSX.Element }) {
  const { workspace } = useAccount();
  return (
    <Show
      when={workspace}
      fallback={
        <Card>
          <EmptyState drawing={<Mark class="size-16" />} text={t('shell.noWorkspace')} />
        </Card>
      }
    >
      {props.children}
    </Show>
  );
}

/** The pages of platform admins; others are led to their own, as the server does it. */
export function ForAdmins(props: { children?: JSX.Element }) {
  const { me } = useAccount();
  return (
    <Show when={me.role === 'admin'} fallback={<Navigate href="/" />}>
      {props.children}
    </Show>
  );
}

/** The pages of the workspace’s admins; others are led to their own. */
export function ForManagers(props: { children?: JSX.Element }) {
  const { workspace } = useAccount();
  return (
    <Show when={workspace?.role === 'admin'} fallback={<Navigate href="/" />}>
      {props.children}
    </Show>
  );
}

function Blank(props: { text: string; onRetry?: () => void }) {
  return (
    <main class="flex min-h-dvh flex-col items-center justify-center gap-5 p-6 text-center">
      <p class="max-w-sm text-lg text-balance">{props.text}</p>
      <Show when={props.onRetry}>
        {(retry) => <Button onClick={() => retry()()}>{t('common.retry')}</Button>}
      </Show>
    </main>
  );
}
