import type { Me } from '@sitecast/api/session/schema';
import { createClient, type SitecastClient, toClientProblem } from '@sitecast/client';
import { QueryClientProvider } from '@tanstack/solid-query';
import { type Accessor, createContext, createSignal, type JSX, onCleanup, useContext } from 'solid-js';
import { followWorkspace } from './live.ts';
import { createQueryClient } from './query-client.ts';

type Membership = Me['workspaces'][number];

/** The workspace that is shown, and the typed client that speaks of it. */
export interface Workspace {
  api: SitecastClient['api'];
  workspace: Membership;
  me: Me;
  /** False while the live connection is lost. */
  live: Accessor<boolean>;
  /** Whether the role may change things; a viewer only looks. */
  mayChange: boolean;
}

const WorkspaceContext = createContext<Workspace>();

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace is for what is inside a workspace');
  return workspace;
}

/** The bare context; tests fill it with a client of their own. */
export const ProvideWorkspace = WorkspaceContext.Provider;

interface WorkspaceProviderProps {
  me: Me;
  workspace: Membership;
  onSessionEnd: () => void;
  children: JSX.Element;
}

/** Mounted anew for another workspace: its client, its cache and its live connection begin and end with it. */
export function WorkspaceProvider(props: WorkspaceProviderProps) {
  const { me, workspace } = props;
  const [live, setLive] = createSignal(true);
  const { api, close } = createClient({
    url: location.origin,
    workspaceId: () => workspace.id,
    onLive(connected) {
      setLive(connected);
      if (!connected) void checkSession();
    },
  });
  const queries = createQueryClient(props.onSessionEnd);
  const unfollow = followWorkspace(api, queries);
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
    unfollow();
    void close();
    queries.clear();
  });
  return (
    <QueryClientProvider client={queries}>
      <ProvideWorkspace value={{ api, workspace, me, live, mayChange: workspace.role !== 'viewer' }}>
        {props.children}
      </ProvideWorkspace>
    </QueryClientProvider>
  );
}
