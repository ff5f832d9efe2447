import type {
  CreatePersonalToken,
  PersonalToken,
  RotatePersonalToken,
} from '@sitecast/api/people/personal-tokens/schema';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
// The dialogs load on demand; importing them here keeps that out of the tests' time.
import './CreateDialog.tsx';
import '../token-parts/RotateDialog.tsx';
import { PersonalTokensPage } from './PersonalTokensPage.tsx';

const SECRET = 'eyJhbGciOiJIUzI1NiJ9.eyJ0eXAiOiJwYXQifQ.c2lnbmF0dXJl';
const ID = '01990000-0000-7000-8000-000000000002';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000 + 3_660_000).toISOString();

function info(name: string, more: Partial<PersonalToken> = {}): PersonalToken {
  return {
    id: ID,
    name,
    prefix: '01990000',
    status: 'active',
    createdAt: '2026-05-04T10:00:00.000Z',
    expiresAt: inDays(80),
    lastUsedAt: null,
    lastUsedIp: null,
    replacedById: null,
    ...more,
  };
}

/** The page over a server that keeps tokens in an array. */
function renderPage(tokens: PersonalToken[]) {
  const calls: (CreatePersonalToken | RotatePersonalToken)[] = [];
  renderInWorkspace(() => <PersonalTokensPage />, {
    personalTokens: {
      list: { query: async () => ({ items: structuredClone(tokens), nextCursor: null }) },
      create: {
        async mutate(input: CreatePersonalToken) {
          calls.push(input);
          tokens.unshift(info(input.name));
          return { ...info(input.name), token: SECRET };
        },
      },
      rotate: {
        async mutate(input: RotatePersonalToken) {
          calls.push(input);
          const { name } = tokens.find(({ id }) => id === input.tokenId)!;
          return { ...info(name), token: SECRET };
        },
      },
      revoke: {
        async mutate({ tokenId }: { tokenId: string }) {
          for (const token of tokens) if (token.id === tokenId) token.status = 'revoked';
        },
      },
    },
  });
  return calls;
}

const card = async (name: string) => within((await screen.findByRole('heading', { name })).closest('li')!);

test('a new token’s secret is shown once, and never again', async () => {
  const calls = renderPage([]);
  fireEvent.click(await screen.findByRole('button', { name: 'Create token' }));
  fireEvent.input(await screen.findByLabelText('Name'), { target: { value: 'Laptop' } });
  fireEvent.click(screen.getAllByRole('button', { name: 'Create token' }).at(-1)!);
  await waitFor(() => expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET));
  expect(calls).toEqual([{ name: 'Laptop', expiresInDays: 90 }]);

  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
  expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET);

  fireEvent.click(screen.getByRole('button', { name: 'I’ve saved it' }));
  await card('Laptop');
  await waitFor(() => expect(screen.queryByDisplayValue(SECRET)).toBeNull());
  expect(document.body.innerHTML).not.toContain(SECRET);
});

test('a token without a name is not created', async () => {
  const calls = renderPage([]);
  fireEvent.click(await screen.findByRole('button', { name: 'Create token' }));
  await screen.findByLabelText('Name');
  fireEvent.click(screen.getAllByRole('button', { name: 'Create token' }).at(-1)!);
  await screen.findByText('Required');
  expect(calls).toEqual([]);
});

test('a token that expires within a week is announced, unless another replaces it', async () => {
  renderPage([
    info('Laptop', { expiresAt: inDays(3) }),
    info('CI', { id: 'ci', expiresAt: inDays(8) }),
    info('Old CI', { expiresAt: inDays(0), id: 'old-ci', replacedById: 'ci' }),
    info('Script', {
      id: 'script',
      expiresAt: null,
      lastUsedAt: '2026-05-04T10:00:00.000Z',
      lastUsedIp: '192.0.2.7',
    }),
  ]);
  await screen.findByText(/^1 token expires within 7 days/);
  (await card('Laptop')).getByText('Expires in 3 days');
  (await card('CI')).getByText('Active');
  (await card('Old CI')).getByText('Replaced, ends in 1 hour');
  const script = await card('Script');
  script.getByText('Never');
  script.getByText('from 192.0.2.7');
});

test('rotating keeps the old token valid for the chosen time, and shows the new secret', async () => {
  const calls = renderPage([info('CI')]);
  fireEvent.click(await screen.findByRole('button', { name: 'Rotate CI' }));
  await screen.findByRole('dialog', { name: 'Rotate “CI”?' });
  fireEvent.keyDown(screen.getByRole('button', { name: /^The old token/ }), { key: 'ArrowRight' });
  await screen.findByText('Works for 15 more minutes');
  fireEvent.click(screen.getByRole('button', { name: 'Rotate' }));
  await waitFor(() => expect(screen.getByLabelText('Token')).toHaveProperty('value', SECRET));
  expect(calls).toEqual([{ tokenId: ID, graceMinutes: 15 }]);
});

test('revoking asks first, and names the token', async () => {
  renderPage([info('CI')]);
  fireEvent.click(await screen.findByRole('button', { name: 'Revoke CI' }));
  await screen.findByRole('alertdialog', { name: 'Revoke “CI”?' });
  fireEvent.click(screen.getByRole('button', { name: 'Revoke' }));
  await screen.findByText('Revoked');
  expect(screen.queryByRole('button', { name: 'Revoke CI' })).toBeNull();
});
