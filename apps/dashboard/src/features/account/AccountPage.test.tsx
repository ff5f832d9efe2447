import type { ChangePassword, SessionInfo } from '@sitecast/api/people/session/schema';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
import { AccountPage } from './AccountPage.tsx';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

function info(id: string, more: Partial<SessionInfo> = {}): SessionInfo {
  const now = new Date().toISOString();
  return {
    id,
    ip: '192.0.2.7',
    userAgent: FIREFOX,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now,
    current: false,
    ...more,
  };
}

/** The page over a server that keeps sessions in an array. */
function renderPage(sessions: SessionInfo[]) {
  const changes: ChangePassword[] = [];
  renderInWorkspace(() => <AccountPage />, {
    session: {
      list: { query: async () => ({ items: structuredClone(sessions) }) },
      revoke: {
        async mutate({ sessionId }: { sessionId: string }) {
          sessions.splice(0, sessions.length, ...sessions.filter(({ id }) => id !== sessionId));
        },
      },
      changePassword: {
        async mutate(input: ChangePassword) {
          changes.push(input);
          sessions.splice(0, sessions.length, ...sessions.filter(({ current }) => current));
        },
      },
    },
  });
  return changes;
}

const here = info('here', { current: true });
const phone = info('phone', {
  userAgent: 'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36',
});

test('another session is logged out after a question that names it; the current one cannot be', async () => {
  renderPage([here, phone]);
  await screen.findByText('This device');
  expect(screen.queryByRole('button', { name: 'Log out Firefox on Linux' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Log out Chrome on Android' }));
  await screen.findByRole('alertdialog', { name: 'Log out Chrome on Android?' });
  fireEvent.click(screen.getByRole('button', { name: 'Log out' }));
  await screen.findByText('Chrome on Android logged out');
  await waitFor(() => expect(screen.queryByText('Chrome on Android')).toBeNull());
  screen.getByText('Firefox on Linux');
});

test('a changed password empties the form and ends the other sessions', async () => {
  const changes = renderPage([here, phone]);
  await screen.findByText('Chrome on Android');
  const [current, next] = [screen.getByLabelText('Current password'), screen.getByLabelText('New password')];
  fireEvent.input(current, { target: { value: 'a walk by the sea' } });
  fireEvent.input(next, { target: { value: 'a longer walk by the sea' } });
  fireEvent.click(screen.getByRole('button', { name: 'Change password' }));
  await screen.findByText('Password changed');
  expect(changes).toEqual([
    { currentPassword: 'a walk by the sea', newPassword: 'a longer walk by the sea' },
  ]);
  expect([current, next].map((field) => (field as HTMLInputElement).value)).toEqual(['', '']);
  await waitFor(() => expect(screen.queryByText('Chrome on Android')).toBeNull());
});

test('without both passwords nothing is sent', async () => {
  const changes = renderPage([here]);
  fireEvent.input(screen.getByLabelText('New password'), { target: { value: 'a longer walk by the sea' } });
  fireEvent.click(screen.getByRole('button', { name: 'Change password' }));
  await screen.findByText('Required');
  expect(changes).toEqual([]);
});
