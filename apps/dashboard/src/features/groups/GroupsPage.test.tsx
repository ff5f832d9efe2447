import { createClient } from '@sitecast/client';
import { MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test, vi } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
// It comes when it is first opened: here it is there already.
import './GroupNameDialog.tsx';
import { GroupsPage } from './GroupsPage.tsx';

/** The error that the real client makes of the server's answer. */
async function refusal(): Promise<void> {
  const data = { appCode: 'NAME_TAKEN', httpStatus: 409 };
  vi.stubGlobal('fetch', async () =>
    Response.json([{ error: { message: 'taken', code: -32009, data } }], { status: 409 }),
  );
  const { api, close } = createClient({ url: 'http://sitecast.test' });
  try {
    await api.groups.create.mutate({ name: 'taken' });
  } finally {
    vi.unstubAllGlobals();
    await close();
  }
}

function renderPage(names: string[], role: 'admin' | 'viewer' = 'admin') {
  const groups = names.map((name, n) => ({
    id: `g${n}`,
    name,
    deviceCount: 2,
    onlineCount: 1,
    createdAt: '',
  }));
  renderInWorkspace(
    () => (
      <MemoryRouter>
        <Route path="/" component={GroupsPage} />
        <Route path="/groups/:groupId" component={() => <p>The new group</p>} />
      </MemoryRouter>
    ),
    {
      groups: {
        list: {
          query: async ({ search = '' }: { search?: string }) => ({
            items: groups.filter(({ name }) => name.includes(search)),
            nextCursor: null,
          }),
        },
        create: {
          async mutate({ name }: { name: string }) {
            if (names.includes(name)) await refusal();
            return { id: 'new', name };
          },
        },
      },
    },
    role,
  );
}

async function create(name: string) {
  fireEvent.click(await screen.findByRole('button', { name: 'Create group' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.input(within(dialog).getByLabelText('Name'), { target: { value: name } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Create group' }));
  return dialog;
}

test('the first group is created from the empty page, and its page opens', async () => {
  renderPage([]);
  await screen.findByText('Group screens to send overlays and commands to all of them.');
  await create('Ground floor');
  await screen.findByText('The new group');
  await screen.findByText('Group Ground floor created');
});

test('a taken name is reported at its field and can be corrected', async () => {
  renderPage(['Yard']);
  const dialog = await create('Yard');
  await within(dialog).findByText('This name is already in use');
  fireEvent.input(within(dialog).getByLabelText('Name'), { target: { value: 'North yard' } });
  expect(within(dialog).queryByText('This name is already in use')).toBeNull();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Create group' }));
  await screen.findByText('The new group');
});

test('the search filters the list', async () => {
  renderPage(['Yard', 'Hall']);
  await screen.findByRole('link', { name: 'Yard' });
  expect(screen.getAllByText('2 screens, 1 online')).toHaveLength(2);
  fireEvent.input(screen.getByLabelText('Search by name'), { target: { value: 'Hall' } });
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Yard' })).toBeNull());
  fireEvent.input(screen.getByLabelText('Search by name'), { target: { value: 'nothing' } });
  await screen.findByText('No groups match your search.');
});

test('a viewer cannot change anything', async () => {
  renderPage(['Yard'], 'viewer');
  await screen.findByRole('link', { name: 'Yard' });
  expect(screen.queryByRole('button', { name: 'Create group' })).toBeNull();
});
