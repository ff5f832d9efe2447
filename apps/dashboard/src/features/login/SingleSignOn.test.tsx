import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render, screen } from '@solidjs/testing-library';
import { expect, onTestFinished, test } from 'vitest';

let singleSignOn = true;
/** The client takes the `fetch` that is there when it is loaded. */
globalThis.fetch = async () =>
  Response.json([{ result: { data: { singleSignOn, linksByMail: !singleSignOn } } }]);
const { LoginPage } = await import('./LoginPage.tsx');

function open(path: string) {
  const history = createMemoryHistory();
  history.set({ value: path });
  onTestFinished(cleanup);
  render(() => (
    <MemoryRouter history={history}>
      <Route path="/login" component={LoginPage} />
    </MemoryRouter>
  ));
}

const link = () => screen.findByRole('link', { name: 'Log in with single sign-on' });

test.each([
  ['%2Fscreens%3Fcode%3D123456', '%2Fscreens%3Fcode%3D123456'],
  ['%2F%2Fevil.example', '%2F'],
])('single sign-on goes on to next=%s', async (given, passedOn) => {
  singleSignOn = true;
  open(`/login?next=${given}`);
  expect((await link()).getAttribute('href')).toBe(`/auth/oidc/login?next=${passedOn}`);
});

test('single sign-on is not offered where there is none', async () => {
  singleSignOn = false;
  open('/login');
  await screen.findByRole('button', { name: 'Forgot password?' });
  expect(screen.queryByRole('link')).toBeNull();
});

test('a failed single sign-on says why', async () => {
  singleSignOn = true;
  open('/login?problem=unknown');
  await link();
  expect(screen.getByRole('alert').textContent).toMatch(/Ask an administrator to invite you/);
});

test('an unknown reason is not shown', async () => {
  singleSignOn = true;
  open('/login?problem=%3Cb%3Eevil');
  await link();
  expect(screen.queryByRole('alert')).toBeNull();
});
