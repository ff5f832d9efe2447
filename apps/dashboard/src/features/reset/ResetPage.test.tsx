import { toaster } from '@kobalte/core/toast';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library';
import { expect, onTestFinished, test } from 'vitest';
import { Toasts } from '../../ui/Toasts.tsx';

interface Link {
  email: string;
  purpose: 'reset' | 'invite';
  used: boolean;
}

/** What the server knows. The client takes the `fetch` that is there when it is loaded. */
const links = new Map<string, Link>();
const used: unknown[] = [];
globalThis.fetch = answer;
const { ResetPage } = await import('./ResetPage.tsx');

/** A server with just the two procedures of the page, behind the real client. */
async function answer(address: URL | RequestInfo, options?: RequestInit): Promise<Response> {
  const { pathname, searchParams } = new URL(String(address));
  const sent = JSON.parse(String(options?.body ?? searchParams.get('input')))[0];
  const link = links.get(sent.token);
  const refuse = (appCode: string, httpStatus: number) =>
    Response.json([{ error: { message: appCode, code: -32000, data: { appCode, httpStatus } } }], {
      status: httpStatus,
    });
  if (!link) return refuse('NOT_FOUND', 404);
  if (link.used) return refuse('EXPIRED', 410);
  if (pathname === '/trpc/passwordLinks.get') {
    const { email, purpose } = link;
    return Response.json([{ result: { data: { email, purpose, expiresAt: '2026-05-05T10:00:00.000Z' } } }]);
  }
  if (sent.password.length < 12) return refuse('WEAK_PASSWORD', 400);
  link.used = true;
  used.push(sent);
  return Response.json([{ result: {} }]);
}

function open(token: string) {
  const history = createMemoryHistory();
  history.set({ value: `/reset/${token}` });
  onTestFinished(() => {
    cleanup();
    toaster.clear();
  });
  render(() => (
    <>
      <MemoryRouter history={history}>
        <Route path="/reset/:token" component={ResetPage} />
        <Route path="/login" component={() => <p>The login</p>} />
      </MemoryRouter>
      <Toasts />
    </>
  ));
  return history;
}

async function choose(password: string) {
  fireEvent.input(await screen.findByLabelText('New password'), { target: { value: password } });
  fireEvent.click(screen.getByRole('button', { name: 'Set password' }));
}

test('a link sets a new password, and leads to the login', async () => {
  links.set('a', { email: 'bo@example.com', purpose: 'reset', used: false });
  const history = open('a?next=%2Fscreens');
  await screen.findByText('For the account bo@example.com.');
  await choose('a walk by the sea');
  await screen.findByText('The login');
  await waitFor(() => expect(history.get()).toBe('/login?next=%2Fscreens'));
  await screen.findByText('Password set. You can now log in.');
  expect(used).toEqual([{ token: 'a', password: 'a walk by the sea' }]);
});

test('an invitation says welcome', async () => {
  links.set('b', { email: 'eve@example.com', purpose: 'invite', used: false });
  open('b');
  await screen.findByRole('heading', { name: 'Welcome to Sitecast' });
  screen.getByText('Choose a password for eve@example.com.');
});

test('a weak password is rejected at its field, and the link stays valid', async () => {
  links.set('c', { email: 'bo@example.com', purpose: 'reset', used: false });
  open('c');
  await choose('short');
  await screen.findByText(/Choose a stronger password/);
  await choose('a walk by the sea');
  await screen.findByText('The login');
});

test.each(['unknown', 'used'])('an %s link says so', async (token) => {
  links.set('used', { email: 'bo@example.com', purpose: 'reset', used: true });
  open(token);
  await screen.findByRole('heading', { name: 'This link no longer works' });
  expect(screen.queryByLabelText('New password')).toBeNull();
});

test('a link that another window has used in the meantime says so', async () => {
  const link: Link = { email: 'bo@example.com', purpose: 'reset', used: false };
  links.set('d', link);
  open('d');
  await screen.findByLabelText('New password');
  link.used = true;
  await choose('a walk by the sea');
  await screen.findByRole('heading', { name: 'This link no longer works' });
});
