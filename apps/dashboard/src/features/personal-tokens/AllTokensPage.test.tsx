import type { OwnedPersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
import { AllTokensPage } from './AllTokensPage.tsx';

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

function info(name: string, owner: string, more: Partial<OwnedPersonalToken> = {}): OwnedPersonalToken {
  return {
    id: `id-of-${name}`,
    name,
    prefix: '01990000',
    status: 'active',
    createdAt: daysAgo(50),
    expiresAt: null,
    lastUsedAt: null,
    lastUsedIp: null,
    replacedById: null,
    userId: owner,
    userEmail: `${owner}@example.com`,
    ...more,
  };
}

/** The page over a server that answers one token a page. */
function renderPage(tokens: OwnedPersonalToken[], path = '/') {
  const history = createMemoryHistory();
  history.set({ value: path });
  renderInWorkspace(
    () => (
      <MemoryRouter history={history}>
        <Route path="/" component={AllTokensPage} />
      </MemoryRouter>
    ),
    {
      personalTokens: {
        adminList: {
          async query({ cursor = '0' }: { cursor?: string }) {
            const next = Number(cursor) + 1;
            return {
              items: structuredClone(tokens.slice(next - 1, next)),
              nextCursor: next < tokens.length ? String(next) : null,
            };
          },
        },
        adminCounts: {
          async query({ user }: { user?: string }) {
            const of = (status: string) =>
              tokens.filter((token) => token.status === status && (user ?? token.userId) === token.userId)
                .length;
            return { active: of('active'), expired: of('expired'), revoked: of('revoked') };
          },
        },
        adminRevoke: {
          async mutate({ tokenId }: { tokenId: string }) {
            for (const token of tokens) if (token.id === tokenId) token.status = 'revoked';
          },
        },
      },
      users: {
        get: { query: async ({ userId }: { userId: string }) => ({ email: `${userId}@example.com` }) },
      },
    },
  );
}

const allTokens = () => [
  info('Laptop', 'ada', { lastUsedAt: daysAgo(2), createdAt: daysAgo(3) }),
  info('CI', 'ben', { lastUsedAt: daysAgo(40), createdAt: daysAgo(60) }),
  info('Spare', 'ben', { status: 'revoked' }),
];
const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.querySelector('td span')!.textContent);
const count = (label: string) =>
  screen.getByText(label, { selector: 'dt *' }).closest('div')!.querySelector('dd');

test('everyone’s tokens are counted and listed across pages', async () => {
  renderPage(allTokens());
  await waitFor(() => expect(names()).toEqual(['Laptop', 'Spare', 'CI']));
  for (const filter of ['All users', 'Any status', 'Any time'])
    screen.getByText(filter, { selector: 'button *' });
  await waitFor(() => expect(count('Active')?.textContent).toBe('2'));
  expect([count('Expired')?.textContent, count('Revoked')?.textContent]).toEqual(['0', '1']);
});

test('a link shows one user’s tokens and their counts', async () => {
  renderPage(allTokens(), '/?user=ben');
  await waitFor(() => expect(names()).toEqual(['Spare', 'CI']));
  await waitFor(() => expect(count('Active')?.textContent).toBe('1'));
  screen.getByRole('button', { name: /ben@example.com.* User|User .*ben@example.com/ });
});

test('a link to a user without tokens names the user and says that there are none', async () => {
  renderPage(allTokens(), '/?user=eve');
  await screen.findByText('No tokens match these filters.');
  await screen.findByText('eve@example.com', { selector: 'button *' });
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await waitFor(() => expect(names()).toHaveLength(3));
});

test.each([
  ['/?used=week', ['Laptop']],
  ['/?used=idle', ['Spare', 'CI']],
  ['/?used=never', ['Spare']],
  ['/?status=revoked', ['Spare']],
  ['/?status=nonsense&used=nonsense', ['Laptop', 'Spare', 'CI']],
])('%s filters', async (path, expected) => {
  renderPage(allTokens(), path);
  await waitFor(() => expect(names()).toEqual(expected));
});

test('sorted by last use in either direction, unused tokens come last', async () => {
  renderPage(allTokens());
  await waitFor(() => expect(names()).toHaveLength(3));
  const press = () => fireEvent.click(screen.getByRole('button', { name: 'Last used' }));
  press();
  expect(names()).toEqual(['Laptop', 'CI', 'Spare']);
  expect(screen.getByRole('columnheader', { name: 'Last used' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
  press();
  expect(names()).toEqual(['CI', 'Laptop', 'Spare']);
});

test('revoking another user’s token asks first, and names it', async () => {
  renderPage(allTokens(), '/?user=ada');
  fireEvent.click(await screen.findByRole('button', { name: 'Revoke Laptop' }));
  await screen.findByRole('alertdialog', { name: 'Revoke “Laptop”?' });
  fireEvent.click(screen.getByRole('button', { name: 'Revoke' }));
  await waitFor(() => expect(count('Revoked')?.textContent).toBe('1'));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Revoke Laptop' })).toBeNull());
});
