import type { ApiTokenInfo, CreateToken } from '@sitecast/api/tokens/schema';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
import { TokensPage } from './TokensPage.tsx';

const SECRET = 'st_0123456789abcdefghijklmnopqrstuv_0a1b2c3d';

function info(name: string): ApiTokenInfo {
  return {
    id: '01990000-0000-7000-8000-000000000002',
    name,
    scope: 'full',
    prefix: 'st_01234567',
    status: 'active',
    owner: { id: 'u1', email: 'ada@example.com' },
    createdAt: '2026-05-04T10:00:00.000Z',
    expiresAt: null,
    lastUsedAt: null,
    lastUsedIp: null,
  };
}

/** The page over a server that keeps tokens in an array. */
function renderPage(tokens: ApiTokenInfo[], role: 'admin' | 'viewer' = 'admin') {
  const created: CreateToken[] = [];
  renderInWorkspace(
    () => <TokensPage />,
    {
      tokens: {
        list: { query: async () => ({ items: structuredClone(tokens), nextCursor: null }) },
        create: {
          async mutate(input: CreateToken) {
            created.push(input);
            tokens.push(info(input.name));
            return { ...info(input.name), token: SECRET };
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
  return created;
}

const create = () => screen.getAllByRole('button', { name: 'Create token' }).at(-1)!;

test('a new token’s secret is shown once, and never again', async () => {
  const created = renderPage([]);
  fireEvent.click(await screen.findByRole('button', { name: 'Create token' }));
  fireEvent.input(await screen.findByLabelText('Name'), { target: { value: 'Doorbell' } });
  fireEvent.click(create());
  await waitFor(() => expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET));
  expect(created).toEqual([{ name: 'Doorbell', scope: 'full', expiresInDays: 90 }]);

  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
  expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET);

  fireEvent.click(screen.getByRole('button', { name: 'I have stored it' }));
  await screen.findByRole('cell', { name: 'Doorbell' });
  await waitFor(() => expect(screen.queryByDisplayValue(SECRET)).toBeNull());
  expect(document.body.innerHTML).not.toContain(SECRET);
});

test('a token without a name is not created', async () => {
  const created = renderPage([]);
  fireEvent.click(await screen.findByRole('button', { name: 'Create token' }));
  await screen.findByLabelText('Name');
  fireEvent.click(create());
  await screen.findByText('Fill this in');
  expect(created).toEqual([]);
});

test('a viewer is offered only what a viewer may mint', async () => {
  renderPage([], 'viewer');
  fireEvent.click(await screen.findByRole('button', { name: 'Create token' }));
  await screen.findByLabelText('Name');
  expect(screen.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).value)).toEqual(['read']);
});

test('revoking asks first, and names the token', async () => {
  renderPage([info('Doorbell')]);
  fireEvent.click(await screen.findByRole('button', { name: 'Revoke Doorbell' }));
  await screen.findByRole('alertdialog', { name: 'Revoke “Doorbell”?' });
  fireEvent.click(screen.getByRole('button', { name: 'Revoke' }));
  await screen.findByText('Revoked');
});
