import type {
  ApiTokenInfo,
  CreateToken,
  RotateToken,
  SetTokenTargets,
} from '@sitecast/api/people/tokens/schema';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
// The dialogs load on demand; importing them here keeps that out of the tests' time.
import './CreateTokenDialog.tsx';
import './TargetsDialog.tsx';
import '../token-parts/RotateDialog.tsx';
import { TokensPage } from './TokensPage.tsx';

const SECRET = 'st_0123456789abcdefghijklmnopqrstuv_0a1b2c3d';
const ID = '01990000-0000-7000-8000-000000000002';
const summer = { id: '01990000-0000-7000-8000-000000000003', name: 'Summer' };
const lobby = { id: '01990000-0000-7000-8000-000000000004', name: 'Lobby' };

function info(name: string, more: Partial<ApiTokenInfo> = {}): ApiTokenInfo {
  return {
    id: ID,
    name,
    scope: 'full',
    prefix: 'st_01234567',
    status: 'active',
    owner: { id: 'u1', email: 'ada@example.com' },
    createdAt: '2026-05-04T10:00:00.000Z',
    expiresAt: null,
    lastUsedAt: null,
    lastUsedIp: null,
    replacedById: null,
    targets: [],
    autoPublish: false,
    ...more,
  };
}

interface Given {
  tokens?: ApiTokenInfo[];
  playlists?: { id: string; name: string }[];
  role?: 'admin' | 'viewer';
}

/** The page over a server that keeps tokens in an array. */
function renderPage({ tokens = [], playlists = [summer, lobby], role = 'admin' }: Given = {}) {
  const calls: (CreateToken | RotateToken | SetTokenTargets)[] = [];
  renderInWorkspace(
    () => <TokensPage />,
    {
      playlists: {
        list: {
          query: async () => ({
            items: playlists.map((playlist) => ({ ...playlist, status: 'draft' })),
            nextCursor: null,
          }),
        },
      },
      tokens: {
        list: { query: async () => ({ items: structuredClone(tokens), nextCursor: null }) },
        create: {
          async mutate(input: CreateToken) {
            calls.push(input);
            tokens.push(info(input.name));
            return { ...info(input.name), token: SECRET };
          },
        },
        rotate: {
          async mutate(input: RotateToken) {
            calls.push(input);
            return { ...tokens[0]!, token: SECRET };
          },
        },
        setTargets: {
          async mutate(input: SetTokenTargets) {
            calls.push(input);
            tokens[0]!.targets = playlists.filter(({ id }) => input.playlistIds.includes(id));
            return tokens[0]!;
          },
        },
        revoke: {
          async mutate({ tokenId }: { tokenId: string }) {
            for (const token of tokens) if (token.id === tokenId) token.status = 'revoked';
          },
        },
      },
    },
    role,
  );
  return calls;
}

const create = () => screen.getAllByRole('button', { name: 'Create token' }).at(-1)!;
async function openForm(name = 'Doorbell') {
  fireEvent.click(await screen.findByRole('button', { name: 'Create token' }));
  fireEvent.input(await screen.findByLabelText('Name'), { target: { value: name } });
}
const scopes = () => screen.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).value);

/** By keyboard, as a pointer is more than happy-dom has. */
async function choose(name: string, entry: string) {
  fireEvent.keyDown(await screen.findByRole('button', { name: `Manage ${name}` }), { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('menuitem', { name: entry }), { key: 'Enter' });
}

test('a new token’s secret is shown once, and never again', async () => {
  const calls = renderPage();
  await openForm();
  fireEvent.click(create());
  await waitFor(() => expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET));
  expect(calls).toEqual([{ name: 'Doorbell', scope: 'full', expiresInDays: 90 }]);

  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
  expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET);

  fireEvent.click(screen.getByRole('button', { name: 'I’ve saved it' }));
  await screen.findByRole('button', { name: 'Manage Doorbell' });
  await waitFor(() => expect(screen.queryByDisplayValue(SECRET)).toBeNull());
  expect(document.body.innerHTML).not.toContain(SECRET);
});

test('a token without a name is not created', async () => {
  const calls = renderPage();
  await openForm('');
  fireEvent.click(create());
  await screen.findByText('Required');
  expect(calls).toEqual([]);
});

test('the scopes offered depend on the role', async () => {
  renderPage({ role: 'viewer' });
  await openForm();
  expect(scopes()).toEqual(['read']);
});

test('an agency token needs a playlist, and can publish automatically', async () => {
  const calls = renderPage();
  await openForm('Agency');
  expect(scopes()).toEqual(['read', 'write', 'full', 'agency']);
  fireEvent.click(screen.getByRole('radio', { name: 'Agency' }));
  await screen.findByRole('checkbox', { name: 'Summer' });
  fireEvent.click(create());
  await screen.findByText('Choose at least one');
  expect(calls).toEqual([]);

  fireEvent.click(screen.getByRole('checkbox', { name: 'Summer' }));
  fireEvent.click(screen.getByRole('switch', { name: 'Publish without review' }));
  fireEvent.click(create());
  await waitFor(() => expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET));
  const ofAgency = { scope: 'agency', targetPlaylistIds: [summer.id], autoPublish: true };
  expect(calls).toEqual([{ name: 'Agency', expiresInDays: 90, ...ofAgency }]);
});

test('without playlists the form explains why none can be chosen', async () => {
  const calls = renderPage({ playlists: [] });
  await openForm('Agency');
  fireEvent.click(screen.getByRole('radio', { name: 'Agency' }));
  await screen.findByText(/^This workspace has no playlists yet/);
  fireEvent.click(create());
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(calls).toEqual([]);
});

test('the list shows a token’s owner, scope, and last use', async () => {
  renderPage({
    tokens: [
      info('Agency', {
        scope: 'agency',
        targets: [summer, lobby],
        autoPublish: true,
        lastUsedAt: '2026-05-04T10:00:00.000Z',
        lastUsedIp: '192.0.2.7',
      }),
    ],
  });
  await screen.findByRole('button', { name: 'Manage Agency' });
  const row = screen.getAllByRole('row')[1]!;
  for (const text of [
    'by ada@example.com',
    'Agency',
    '2 playlists, publishes without review',
    'from 192.0.2.7',
  ])
    expect(row.textContent).toContain(text);
});

test('the playlists of an agency token can be changed', async () => {
  const calls = renderPage({ tokens: [info('Agency', { scope: 'agency', targets: [summer] })] });
  await choose('Agency', 'Change playlists');
  const before = (await screen.findByRole('checkbox', { name: 'Summer' })) as HTMLInputElement;
  expect(before.checked).toBe(true);
  fireEvent.click(before);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Lobby' }));
  fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await screen.findByText('Playlists of “Agency” changed');
  expect(calls).toEqual([{ tokenId: ID, playlistIds: [lobby.id] }]);
});

test('rotating keeps the old token for the chosen time and shows the new secret', async () => {
  const calls = renderPage({ tokens: [info('CI')] });
  await choose('CI', 'Rotate');
  await screen.findByRole('dialog', { name: 'Rotate “CI”?' });
  fireEvent.keyDown(screen.getByRole('button', { name: /^The old token/ }), { key: 'ArrowRight' });
  await screen.findByText('Works for 15 more minutes');
  fireEvent.click(screen.getByRole('button', { name: 'Rotate' }));
  await waitFor(() => expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET));
  expect(calls).toEqual([{ tokenId: ID, graceMinutes: 15 }]);
});

test('rotating someone else’s token warns that it changes owner', async () => {
  renderPage({ tokens: [info('CI', { owner: { id: 'u2', email: 'bob@example.com' } })] });
  await choose('CI', 'Rotate');
  await screen.findByText(/belongs to you instead of bob@example\.com/);
});

test('revoking asks first, and names the token', async () => {
  renderPage({ tokens: [info('Doorbell')] });
  await choose('Doorbell', 'Revoke');
  await screen.findByRole('alertdialog', { name: 'Revoke “Doorbell”?' });
  fireEvent.click(screen.getByRole('button', { name: 'Revoke' }));
  await screen.findAllByText('Revoked');
  expect(screen.queryByRole('button', { name: 'Manage Doorbell' })).toBeNull();
});
