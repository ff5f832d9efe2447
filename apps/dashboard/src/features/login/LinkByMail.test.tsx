import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library';
import { beforeEach, expect, onTestFinished, test } from 'vitest';

/** What the server was asked to do, and what it offers. The client takes the `fetch` that is there when it is loaded. */
const asked: [string, unknown][] = [];
let linksByMail = true;
let offered = false;
globalThis.fetch = answer;
const { LoginPage } = await import('./LoginPage.tsx');
const { LoginLinkPage } = await import('./LoginLinkPage.tsx');

const me = {
  userId: '01990000-0000-7000-8000-000000000001',
  email: 'bo@example.com',
  name: 'Bo',
  role: 'user',
  via: 'session',
  tokenName: null,
  expiresAt: null,
  mustChangePassword: false,
  workspaces: [],
};

/** A server with just the procedures of these pages, behind the real client. */
async function answer(address: URL | RequestInfo, options?: RequestInit): Promise<Response> {
  const name = new URL(String(address)).pathname.replace('/trpc/', '');
  const give = (data?: unknown) => Response.json([{ result: { data } }]);
  if (name === 'session.loginOptions') {
    offered = true;
    return give({ linksByMail });
  }
  const input = JSON.parse(String(options?.body))[0];
  asked.push([name, input]);
  if (name !== 'session.useLoginLink') return give();
  if (input.token === 'good') return give(me);
  const data = { appCode: 'EXPIRED', httpStatus: 410 };
  return Response.json([{ error: { message: 'EXPIRED', code: -32000, data } }], { status: 410 });
}

function open(path: string) {
  const history = createMemoryHistory();
  history.set({ value: path });
  onTestFinished(cleanup);
  render(() => (
    <MemoryRouter history={history}>
      <Route path="/login" component={LoginPage} />
      <Route path="/login/link/:token" component={LoginLinkPage} />
      <Route path="/screens" component={() => <p>The screens</p>} />
      <Route path="/" component={() => <p>Inside</p>} />
    </MemoryRouter>
  ));
}

beforeEach(() => {
  asked.length = 0;
  linksByMail = true;
  offered = false;
});

test.each([
  ['Send me a login link', 'session.sendLoginLink'],
  ['Forgot password?', 'passwordLinks.request'],
])('“%s” takes over the address that is typed, and says what happens next', async (name, procedure) => {
  open('/login?next=%2Fscreens%3Fcode%3D1');
  fireEvent.input(screen.getByLabelText('E-mail'), { target: { value: 'bo@example.com' } });
  fireEvent.click(await screen.findByRole('button', { name }));
  fireEvent.click(screen.getByRole('button', { name: 'Send link' }));
  await screen.findByText(/^If there is an account for bo@example.com/);
  expect(asked).toEqual([[procedure, { email: 'bo@example.com', next: '/screens?code=1' }]]);
  fireEvent.click(screen.getByRole('button', { name: 'Back to login' }));
  screen.getByLabelText('Password');
});

test('without an address nothing is sent', async () => {
  open('/login');
  fireEvent.click(await screen.findByRole('button', { name: 'Forgot password?' }));
  fireEvent.click(screen.getByRole('button', { name: 'Send link' }));
  expect(screen.getByLabelText('E-mail').getAttribute('aria-invalid')).toBe('true');
  expect(asked).toEqual([]);
});

test('where no links are mailed, none are offered', async () => {
  linksByMail = false;
  open('/login');
  await waitFor(() => expect(offered).toBe(true));
  // What the answer sets off has happened by the next task.
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.queryByRole('button', { name: 'Forgot password?' })).toBeNull();
  screen.getByRole('button', { name: 'Log in' });
});

test('a login link is used by its button, not by being opened', async () => {
  open('/login/link/good');
  const button = await screen.findByRole('button', { name: 'Log in' });
  expect(asked).toEqual([]);
  fireEvent.click(button);
  await screen.findByText('Inside');
  expect(asked).toEqual([['session.useLoginLink', { token: 'good' }]]);
});

test.each([
  ['%2Fscreens', 'The screens'],
  ['https%3A%2F%2Fevil.example', 'Inside'],
])('a login link with next=%s leads to “%s”', async (next, place) => {
  open(`/login/link/good?next=${next}`);
  fireEvent.click(await screen.findByRole('button', { name: 'Log in' }));
  await screen.findByText(place);
});

test('a login link that was used says so, and leads to the login', async () => {
  open('/login/link/used?next=%2Fscreens');
  fireEvent.click(await screen.findByRole('button', { name: 'Log in' }));
  await screen.findByRole('heading', { name: 'This link no longer works' });
  expect(screen.getByRole('link', { name: 'Go to login' }).getAttribute('href')).toBe(
    '/login?next=%2Fscreens',
  );
  fireEvent.click(screen.getByRole('link', { name: 'Go to login' }));
  await screen.findByLabelText('Password');
});
