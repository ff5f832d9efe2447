import { toClientProblem } from '@sitecast/client';
import { Navigate, useLocation } from '@solidjs/router';
import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js';
import { problemText } from '../api/problem.ts';
import { WorkspaceProvider } from '../api/workspace.tsx';
import { t } from '../i18n/i18n.ts';
import { Shell } from '../shell/Shell.tsx';
import { Button } from '../ui/Button.tsx';
import { readStored, writeStored } from '../ui/stored.ts';
import { leave, readSession, type Session, session } from './session.ts';

const STORED_AS = 'workspace';

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
  const login = () => {
    const path = here.pathname + here.search;
    return path === '/' ? '/login' : `/login?next=${encodeURIComponent(path)}`;
  };
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
        <Navigate href={login()} />
      </Match>
      <Match when={inside()} keyed>
        {(me) => <InWorkspace me={me}>{props.children}</InWorkspace>}
      </Match>
    </Switch>
  );
}

function InWorkspace(props: { me: (Session & { state: 'in' })['me']; children: JSX.Element }) {
  const [chosen, setChosen] = createSignal(readStored(STORED_AS));
  const workspace = () => props.me.workspaces.find(({ id }) => id === chosen()) ?? props.me.workspaces[0];
  const choose = (id: string) => {
    writeStored(STORED_AS, id);
    setChosen(id);
  };
  return (
    <Show when={workspace()} keyed fallback={<Blank text={t('shell.noWorkspace')} />}>
      {(current) => (
        <WorkspaceProvider me={props.me} workspace={current} onSessionEnd={leave}>
          <Shell onWorkspace={choose}>{props.children}</Shell>
        </WorkspaceProvider>
      )}
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
