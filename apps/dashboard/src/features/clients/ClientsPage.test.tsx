import type { Client, UpdateClient } from '@sitecast/api/sites/clients/schema';
import { fireEvent, screen } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
// The dialogs load on demand; importing them here keeps that out of the tests' time.
import './ClientNameDialog.tsx';
import './ClientPasswordDialog.tsx';
import { ClientsPage } from './ClientsPage.tsx';

const id = '018f0000-0000-7000-8000-000000000001';

function client(name: string, changes: Partial<Client> = {}): Client {
  return {
    id,
    name,
    slug: name.toLowerCase(),
    active: true,
    hasPassword: false,
    projectCount: 2,
    linkCount: 1,
    lastSeenAt: null,
    createdAt: '2026-05-04T10:00:00.000Z',
    ...changes,
  };
}

/** The page over a server that keeps clients in an array. */
function renderPage(clients: Client[], role: 'admin' | 'viewer' = 'admin') {
  const calls: unknown[] = [];
  renderInWorkspace(
    () => <ClientsPage />,
    {
      clients: {
        list: { query: async () => ({ items: structuredClone(clients), nextCursor: null }) },
        create: {
          async mutate(input: { name: string }) {
            clients.push(client(input.name));
            return clients.at(-1);
          },
        },
        update: {
          async mutate(input: UpdateClient) {
            calls.push(input);
            return Object.assign(clients[0]!, input);
          },
        },
        setPassword: {
          async mutate(input: { password: string | null }) {
            calls.push(input);
            return Object.assign(clients[0]!, { hasPassword: input.password !== null });
          },
        },
      },
    },
    role,
  );
  return calls;
}

async function choose(name: string, entry: string) {
  fireEvent.keyDown(await screen.findByRole('button', { name: `Manage ${name}` }), { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('menuitem', { name: entry }), { key: 'Enter' });
}

test('the first client is added from the empty page', async () => {
  renderPage([]);
  fireEvent.click(await screen.findByRole('button', { name: 'Add client' }));
  fireEvent.input(await screen.findByLabelText('Name'), { target: { value: 'Port' } });
  fireEvent.click(screen.getAllByRole('button', { name: 'Add client' }).at(-1)!);
  await screen.findByText('Port added');
});

test('closing a portal asks first; opening it does not', async () => {
  const calls = renderPage([client('Port')]);
  await choose('Port', 'Close portal');
  await screen.findByRole('alertdialog', { name: 'Close the portal of Port?' });
  fireEvent.click(screen.getByRole('button', { name: 'Close portal' }));
  await screen.findByText('Closed');
  await choose('Port', 'Open portal');
  await screen.findByText('Open');
  expect(calls).toEqual([
    { clientId: id, active: false },
    { clientId: id, active: true },
  ]);
});

test('a portal can have a password', async () => {
  const calls = renderPage([client('Port')]);
  await choose('Port', 'Set password');
  fireEvent.input(await screen.findByLabelText('Password'), { target: { value: 'open sesame' } });
  fireEvent.click(screen.getByRole('button', { name: 'Set password' }));
  await screen.findByText('Open, with password');
  expect(calls).toEqual([{ clientId: id, password: 'open sesame' }]);
});

test('a viewer sees the clients but cannot change them', async () => {
  renderPage([client('Port')], 'viewer');
  await screen.findByText('Port');
  expect(screen.queryByRole('button')).toBeNull();
});
