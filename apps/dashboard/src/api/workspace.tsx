import type { Me } from '@sitecast/api/people/session/schema';
import { createClient, type SitecastClient, toClientProblem } from '@sitecast/client';
import { language } from '@sitecast/ui';
import { QueryClientProvider } from '@tanstack/solid-query';
import { type Accessor, createContext, createSignal, type JSX, onCleanup, useContext } from 'solid-js';
import { followWorkspace } from './live.ts';
import { createQueryClient } from './query-client.ts';

type Membership = Me['workspaces'][number];

/** Who is logged in, and the typed client. */
export interface Account {
  api: SitecastClient['api'];
  me: Me;
  /** The workspace that is shown; undefined for somebody who is in none (yet). */
  workspace: Membership | undefined;
  /** False while the live connection is lost. */
  live: Accessor<boolean>;
}

/** The workspace that is shown, and the typed client that speaks of it. */
export interface Workspace extends Account {
  workspace: Membership;
  /** Whether the role may change things; a viewer only looks. */
  mayChange: boolean;
}

const AccountContext = createContext<Account>();

/** For pages about people, which need no workspace. */
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (!account) throw new Error('useAccount is for what is behind the login');
  return account;
}

export function useWorkspace(): Workspace {
  const account = useAccount();
  const { workspace } = account;
  if (!workspace) throw new Error('useWorkspace is for what is inside a workspace');
  return { ...account, workspace, mayChange: workspace.role !== 'viewer' };
}

/** The bare context; tests fill it with a client of their own. */
export const ProvideAccount = AccountContext.Provider;

interface AccountProviderProps {
  me: Me;
  workspace: Membership | undefined;
  onSessionEnd: () => void;
  children: JSX.Element;
}

/** Mounted anew for another workspace: its client, its cache and its live connection begin and end with it. */
export function AccountProvider(props: AccountProviderProps) {
  const { me, workspace } = props;
  const [live, setLive] = createSignal(true);
  const { api, close } = createClient({
    url: location.origin,
    workspaceId: () => workspace?.id ?? null,
    language,
    onLive(connected) {
      setLive(connected);
      if (!connected) void checkSession();
    },
  });
  const queries = createQueryClient(props.onSessionEnd);
  const unfollow = workspace && followWorkspace(api, queries);
  let ended = false;

  /** The server closes the connection of a session that has ended: then there is nothing to wait for. */
  async function checkSession(): Promise<void> {
    try {
      await api.session.me.query();
    } catch (error) {
      if (!ended && toClientProblem(error).code === 'UNAUTHENTICATED') props.onSessionEnd();
    }
  }

  onCleanup(() => {
    ended = true;
    unfollow?.();
    void close();
    queries.clear();
  });
  return (
    <QueryClientProvider client={queries}>
      <ProvideAccount value={{ api, workspace, me, live }}>{props.children}</ProvideAccount>
    </QueryClientProvider>
  );
}
