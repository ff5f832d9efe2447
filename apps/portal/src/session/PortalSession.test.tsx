import type { PortalSession } from '@sitecast/api/portal/view/schema';
import { MemoryRouter, Route } from '@solidjs/router';
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import { expect, onTestFinished, test } from 'vitest';
import { usePortal } from '../api/portal.tsx';
import { createQueryClient, recheckSession } from '../api/query-client.ts';
import { clientOf, refusal, type SomeApi, session } from '../testing/portal.tsx';
import { SessionGate } from './PortalSession.tsx';

function Levels() {
  return <p>Levels of {usePortal().session.clientName}</p>;
}

function enter(answer: () => PortalSession, rest: SomeApi = {}) {
  onTestFinished(cleanup);
  const queries = createQueryClient();
  const api = clientOf({ session: { query: async () => answer() }, ...rest });
  render(() => (
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <Route
          path="*"
          component={() => (
            <SessionGate api={api}>
              <Levels />
            </SessionGate>
          )}
        />
      </MemoryRouter>
    </QueryClientProvider>
  ));
  return { queries };
}

test('a visitor with a valid link sees the portal and whose it is', async () => {
  enter(() => session);
  await screen.findByText('Levels of Port Authority');
  screen.getByText('Northlight Acoustics');
  screen.getByText('Measured by Northlight Acoustics');
  expect(screen.getByRole('link', { name: 'Log out' }).getAttribute('href')).toBe('/portal/logout');
});

test('a visitor without a link is told how to get access', async () => {
  enter(() => {
    throw refusal('UNAUTHENTICATED');
  });
  await screen.findByRole('heading', { name: 'Open this portal with your link' });
  expect(screen.queryByRole('link', { name: 'Log out' })).toBeNull();
});

test('a revoked link ends access and says why', async () => {
  let revoked = false;
  const { queries } = enter(() => {
    if (revoked) throw refusal('UNAUTHENTICATED');
    return session;
  });
  await screen.findByText('Levels of Port Authority');
  queries.setQueryData(['overview'], { secret: 'levels' });
  revoked = true;
  void recheckSession(queries);
  await screen.findByRole('heading', { name: 'Your access has ended' });
  expect(screen.queryByText('Levels of Port Authority')).toBeNull();
  expect(queries.getQueryData(['overview'])).toBeUndefined();
});

test('a required password is requested, and a wrong one can be corrected', async () => {
  let passwordNeeded = true;
  enter(() => ({ ...session, passwordNeeded }), {
    enterPassword: {
      async mutate({ password }: { password: string }) {
        if (password !== 'quiet please') throw refusal('WRONG_PASSWORD');
        passwordNeeded = false;
      },
    },
  });
  const field = await screen.findByLabelText('Password');
  const submit = screen.getByRole('button', { name: 'Open portal' });
  fireEvent.click(submit);
  expect((await screen.findByRole('alert')).textContent).toBe('Enter the password');

  fireEvent.input(field, { target: { value: 'loud please' } });
  fireEvent.click(submit);
  await screen.findByText('Incorrect password');
  expect(field.getAttribute('aria-invalid')).toBe('true');

  fireEvent.input(field, { target: { value: 'quiet please' } });
  fireEvent.click(submit);
  await screen.findByText('Levels of Port Authority');
});

test('the accent colour is applied and removed', async () => {
  let accent: string | null = '#0a5cad';
  const { queries } = enter(() => ({ ...session, branding: { ...session.branding, accent } }));
  await screen.findByText('Levels of Port Authority');
  const worn = () => document.documentElement.style.getPropertyValue('--accent');
  expect(worn()).toContain('#0a5cad');
  accent = null;
  await recheckSession(queries);
  await expect.poll(worn).toBe('');
});
