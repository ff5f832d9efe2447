import { toaster } from '@kobalte/core/toast';
import type { Me } from '@sitecast/api/people/session/schema';
import { cleanup, configure, render } from '@solidjs/testing-library';
import { QueryClient, QueryClientProvider } from '@tanstack/solid-query';
import type { JSX } from 'solid-js';
import { onTestFinished } from 'vitest';
import { ProvideAccount, type Workspace } from '../api/workspace.tsx';
// Loads on demand; importing it here keeps that out of the tests' time.
import '../ui/Confirm.tsx';
import { Toasts } from '../ui/Toasts.tsx';

// Lazy parts are compiled when a test first shows them.
configure({ asyncUtilTimeout: 4_000 });

/** The calls that a component under test may make; the rest of the client is not there. */
export type SomeApi = { [Feature in keyof Workspace['api']]?: Record<string, unknown> };

/** Draws a component inside a workspace whose server is `api`, until the test ends. */
export function renderInWorkspace(ui: () => JSX.Element, api: SomeApi, role: 'admin' | 'viewer' = 'admin') {
  const workspace = { id: 'w1', name: 'Northlight', role } as const;
  const me: Me = {
    userId: 'u1',
    email: 'ada@example.com',
    name: 'Ada Keller',
    role: 'user',
    via: 'session',
    tokenName: null,
    mustChangePassword: false,
    expiresAt: null,
    workspaces: [workspace],
  };
  onTestFinished(() => {
    cleanup();
    toaster.clear();
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(() => (
    <QueryClientProvider client={queries}>
      <ProvideAccount value={{ api: api as unknown as Workspace['api'], workspace, me, live: () => true }}>
        {ui()}
        <Toasts />
      </ProvideAccount>
    </QueryClientProvider>
  ));
}
