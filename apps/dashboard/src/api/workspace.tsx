import type { Me } from '@sitecast/api/people/session/schema';
import { createClient, type SitecastClient, toClientProblem } from '@sitecast/client';
import { language } from '@sitecast/ui';
import { QueryClientProvider } from '@tanstack/solid-query';
import { type Accessor, createContext, createSignal, type JSX, onCleanup, useContext } from 'solid-js';
import { followWorkspace } from './live.ts';
import { createQueryClient } from './query-client.ts';

type Membership = Me['workspaces'][number];

/** The person logged in, and the typed client. */
export interface Account {
  api: SitecastClient['api'];
  me: Me;
  /** The current workspace; undefined for someone who is not a member of any. */
  workspace: Membership | undefined;
  /** False while the live connection is lost. */
  live: Accessor<boolean>;
}

/** The current workspace, and the typed client for it. */
export interface Workspace extends Account {
  workspace: Membership;
  /** Whether the role may change things; a viewer may not. */
  mayChange: boolean;
}

const AccountContext = createContext<Account>();

/** For pages that need no workspace. @throws before the login */
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (!account) throw new Error('useAccount needs an AccountProvider');
  return account;
}

export function useWorkspace(): Workspace {
  const account = useAccount();
  const { workspace } = account;
  if (!workspace) throw new Error('useWorkspace needs a current workspace');
  return { ...account, workspace, mayChange: workspace.role !== 'viewer' };
}

/** The bare context, which tests fill with their own client. */
export const ProvideAccount = AccountContext.Provider;

interface AccountProviderProps {
  me: Me;
  workspace: Membership | undefined;
  onSessionEnd: () => void;
  children: JSX.Element;
}

/** Mounted anew for each workspace, with its own client, cache and live connection. */
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

  /** Detects that the connection was lost because the session has ended, which cannot be reconnected. */
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
