import type { Me } from '@sitecast/api/people/session/schema';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render, screen, waitFor } from '@solidjs/testing-library';
import { afterEach, expect, test } from 'vitest';
import { RequireLogin } from './RequireLogin.tsx';
import { setLoggedIn } from './session.ts';

const ben: Me = {
  userId: 'u2',
  email: 'ben@example.com',
  name: 'Ben Okafor',
  role: 'user',
  via: 'session',
  tokenName: null,
  expiresAt: null,
  mustChangePassword: false,
  workspaces: [],
};

afterEach(cleanup);

function visit(path: string, me: Me) {
  setLoggedIn(me);
  const history = createMemoryHistory();
  history.set({ value: path });
  render(() => (
    <MemoryRouter history={history}>
      <Route path="/" component={RequireLogin}>
        <Route path="/" info={{ access: 'member' }} component={() => <h1>Screens</h1>} />
        <Route path="/settings/audit" info={{ access: 'manager' }} component={() => <h1>Audit log</h1>} />
        <Route path="/tokens" info={{ access: 'user' }} component={() => <h1>My tokens</h1>} />
        <Route path="/account" info={{ access: 'user' }} component={() => <h1>Account</h1>} />
        <Route path="/admin/tokens" info={{ access: 'admin' }} component={() => <h1>Access tokens</h1>} />
      </Route>
    </MemoryRouter>
  ));
  return history;
}

test('after an administrator has set their password, people have to choose their own before any page opens', async () => {
  const history = visit('/tokens?a=1', { ...ben, mustChangePassword: true });
  // Its code loads on demand.
  await screen.findByRole('heading', { name: 'Choose your own password' }, { timeout: 5_000 });
  await waitFor(() => expect(history.get()).toBe('/account?next=%2Ftokens%3Fa%3D1'));
  expect(screen.queryByRole('navigation')).toBeNull();
});

test('without a workspace only personal pages open; the others say what is missing', async () => {
  visit('/tokens', ben);
  await screen.findByRole('heading', { name: 'My tokens' });
  cleanup();
  visit('/', ben);
  await screen.findByText(/You are not a member of a workspace yet/);
  expect(screen.queryByRole('heading', { name: 'Screens' })).toBeNull();
});

test('only platform admins can open the administration pages', async () => {
  visit('/admin/tokens', { ...ben, role: 'admin' });
  await screen.findByRole('heading', { name: 'Access tokens' });
  cleanup();
  const history = visit('/admin/tokens', ben);
  await screen.findByText(/You are not a member of a workspace yet/);
  await waitFor(() => expect(history.get()).toBe('/'));
});

test('only the workspace’s admins can open its settings', async () => {
  const workspace = { id: 'w1', name: 'Northlight' };
  visit('/settings/audit', { ...ben, workspaces: [{ ...workspace, role: 'admin' }] });
  await screen.findByRole('heading', { name: 'Audit log' });
  screen.getByRole('link', { name: 'Audit log' });
  cleanup();
  const history = visit('/settings/audit', { ...ben, workspaces: [{ ...workspace, role: 'operator' }] });
  await screen.findByRole('heading', { name: 'Screens' });
  await waitFor(() => expect(history.get()).toBe('/'));
  screen.getByRole('link', { name: 'Members' });
  expect(screen.queryByRole('link', { name: 'Audit log' })).toBeNull();
});
