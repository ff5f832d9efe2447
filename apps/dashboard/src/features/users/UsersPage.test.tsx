import type { User } from '@sitecast/api/people/users/schema';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
// The dialogs load on demand; importing them here keeps that out of the tests' time.
import './CreateUserDialog.tsx';
import './ResetLinkDialog.tsx';
import './SetPasswordDialog.tsx';
import { UsersPage } from './UsersPage.tsx';

const LINK = 'https://screens.example.com/reset/0123456789abcdef';

function user(id: string, name: string, changes: Partial<User> = {}): User {
  return {
    id: `01990000-0000-7000-8000-00000000000${id}`,
    email: `${id}@example.com`,
    name,
    role: 'user',
    active: true,
    mustChangePassword: false,
    createdAt: '2026-05-04T10:00:00.000Z',
    deactivatedAt: null,
    lastLoginAt: null,
    ...changes,
  };
}

/** The page over a server that keeps users in an array; `calls` is what was asked of it. */
function renderPage(users: User[]) {
  const calls: [string, unknown][] = [];
  const history = createMemoryHistory();
  const call =
    <Input extends { userId: string }, Answer>(name: string, answer: (found: User, input: Input) => Answer) =>
    async (input: Input) => {
      calls.push([name, input]);
      return answer(users.find(({ id }) => id === input.userId)!, input);
    };
  renderInWorkspace(
    () => (
      <MemoryRouter history={history}>
        <Route path="*" component={UsersPage} />
      </MemoryRouter>
    ),
    {
      users: {
        list: {
          query: async ({ search = '' }: { search?: string }) => ({
            items: structuredClone(users.filter(({ name }) => name.includes(search))),
            nextCursor: null,
          }),
        },
        create: {
          async mutate(input: { email: string; name?: string; role: User['role'] }) {
            calls.push(['create', input]);
            const created = user('9', input.name ?? 'new', { email: input.email, role: input.role });
            users.push(created);
            return { ...created, inviteUrl: LINK, inviteEmailSent: false };
          },
        },
        update: {
          mutate: call('update', (found, { role }: { userId: string; role: User['role'] }) => {
            found.role = role;
          }),
        },
        deactivate: {
          mutate: call('deactivate', (found) => {
            found.active = false;
            found.deactivatedAt = '2026-06-01T10:00:00.000Z';
          }),
        },
        activate: {
          mutate: call('activate', (found) => {
            found.active = true;
            found.deactivatedAt = null;
          }),
        },
        resetPassword: {
          mutate: call('resetPassword', () => ({
            resetUrl: LINK,
            emailSent: true,
            expiresAt: '2026-05-05T10:00:00.000Z',
          })),
        },
        setPassword: { mutate: call('setPassword', () => {}) },
        remove: { mutate: call('remove', (found) => void users.splice(users.indexOf(found), 1)) },
      },
    },
  );
  return { calls, history };
}

async function choose(name: string, entry: string) {
  const button = await screen.findByRole('button', { name: `Manage ${name}` });
  button.focus();
  fireEvent.keyDown(button, { key: 'Enter' });
  const item = await screen.findByRole(/^(User|Platform admin)$/.test(entry) ? 'menuitemradio' : 'menuitem', {
    name: entry,
  });
  fireEvent.keyDown(item, { key: 'Enter' });
}

test('a new user’s link is shown once, and never again', async () => {
  const { calls } = renderPage([user('2', 'Cy')]);
  await screen.findByText('Cy');
  fireEvent.click(screen.getByRole('button', { name: 'Add user' }));
  fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: 'bo@example.com' } });
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add user' }));
  await waitFor(() => expect(screen.getByLabelText('Link')).toHaveProperty('value', LINK));
  screen.getByText(/No e-mail was sent. Share the link with bo@example.com/);
  expect(calls).toEqual([
    ['create', { email: 'bo@example.com', name: undefined, role: 'user', sendInvite: true }],
  ]);

  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  await screen.findByText('bo@example.com');
  expect(document.body.innerHTML).not.toContain(LINK);
});

test('an invalid e-mail address is rejected at its field', async () => {
  const { calls } = renderPage([]);
  fireEvent.click(await screen.findByRole('button', { name: 'Add user' }));
  fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: 'bo' } });
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add user' }));
  await screen.findByText('Enter an e-mail address');
  expect(calls).toEqual([]);
});

test('a name is shown as text, not as markup', async () => {
  const name = '<img src=x onerror="alert(1)"> “Bo” & \'Co\' 🦊';
  renderPage([user('2', name)]);
  await screen.findByText(name);
  expect(document.querySelector('img')).toBeNull();
});

test('the search filters the list', async () => {
  renderPage([user('2', 'Bo'), user('3', 'Cy')]);
  await screen.findByText('Bo');
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'Cy' } });
  await waitFor(() => expect(screen.queryByText('Bo')).toBeNull());
  await screen.findByText('Cy');
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'Nobody' } });
  await screen.findByText('No users match your search.');
});

test('deactivating asks first; activating does not', async () => {
  const { calls } = renderPage([user('2', 'Bo')]);
  fireEvent.click(await screen.findByRole('switch', { name: 'Bo is active' }));
  await screen.findByRole('alertdialog', { name: 'Deactivate Bo?' });
  expect(calls).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Deactivate' }));
  await screen.findByText('Deactivated on Jun 1, 2026');

  fireEvent.click(screen.getByRole('switch', { name: 'Bo is active' }));
  await waitFor(() => expect(screen.queryByText(/Deactivated on/)).toBeNull());
  expect(calls.map(([name]) => name)).toEqual(['deactivate', 'activate']);
});

test('people cannot deactivate or delete themselves', async () => {
  renderPage([user('1', 'Ada', { id: 'u1' })]);
  expect(await screen.findByRole('switch', { name: 'Ada is active' })).toHaveProperty('disabled', true);
  fireEvent.keyDown(screen.getByRole('button', { name: 'Manage Ada' }), { key: 'Enter' });
  await screen.findByRole('menuitem', { name: 'Their tokens' });
  expect(screen.queryByRole('menuitem', { name: 'Delete…' })).toBeNull();
});

test('the menu changes the role', async () => {
  const { calls } = renderPage([user('2', 'Bo')]);
  await choose('Bo', 'Platform admin');
  await screen.findByText('Bo: Platform admin');
  expect(calls).toEqual([['update', { userId: user('2', '').id, role: 'admin' }]]);
});

test('a reset link is created only on confirmation, and says how long it is valid', async () => {
  const { calls } = renderPage([user('2', 'Bo')]);
  await choose('Bo', 'Reset link…');
  await screen.findByRole('dialog', { name: 'Reset the password of Bo?' });
  expect(calls).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Create link' }));
  await waitFor(() => expect(screen.getByLabelText('Link')).toHaveProperty('value', LINK));
  screen.getByText(/Also sent to 2@example.com/);
  screen.getByText(/Valid until May 5, 2026/);
});

test('a password is set', async () => {
  const { calls } = renderPage([user('2', 'Bo')]);
  await choose('Bo', 'Set password…');
  fireEvent.input(await screen.findByLabelText('New password'), { target: { value: 'a walk by the sea' } });
  fireEvent.click(screen.getByRole('button', { name: 'Set password' }));
  await screen.findByText('Bo has a new password');
  expect(calls).toEqual([['setPassword', { userId: user('2', '').id, password: 'a walk by the sea' }]]);
});

test('deleting requires typing the e-mail', async () => {
  const { calls } = renderPage([user('2', 'Bo')]);
  await choose('Bo', 'Delete…');
  const typed = await screen.findByLabelText('Type 2@example.com to confirm');
  const button = screen.getByRole('button', { name: 'Delete user' });
  fireEvent.input(typed, { target: { value: '3@example.com' } });
  expect(button).toHaveProperty('disabled', true);
  fireEvent.submit(typed.closest('form')!);
  expect(calls).toEqual([]);

  fireEvent.input(typed, { target: { value: ' 2@Example.com ' } });
  fireEvent.click(button);
  await screen.findByText('2@example.com deleted');
  await waitFor(() => expect(screen.queryByText('Bo')).toBeNull());
});

test('the menu opens the user’s tokens', async () => {
  const { history } = renderPage([user('2', 'Bo')]);
  await choose('Bo', 'Their tokens');
  await waitFor(() => expect(history.get()).toBe(`/admin/tokens?user=${user('2', '').id}`));
});

test('regression: closing a dialog opened from a menu left the focus at the top of the page', async () => {
  renderPage([user('2', 'Bo')]);
  await choose('Bo', 'Reset link…');
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Manage Bo'));
});
