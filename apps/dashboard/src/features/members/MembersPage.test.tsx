import type { InviteMember, Member } from '@sitecast/api/people/members/schema';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
// The dialogs load on demand; importing them here keeps that out of the tests' time.
import './InviteDialog.tsx';
import { MembersPage } from './MembersPage.tsx';

const LINK = 'https://screens.example.com/reset/0123456789abcdef';

function member(userId: string, name: string, changes: Partial<Member> = {}): Member {
  return {
    userId,
    email: `${userId}@example.com`,
    name,
    role: 'operator',
    active: true,
    pending: false,
    createdAt: '2026-05-04T10:00:00.000Z',
    ...changes,
  };
}

/** The page over a server that keeps members in an array, and knows nobody but `known@example.com`. */
function renderPage(members: Member[], role: 'admin' | 'viewer' = 'admin') {
  const calls: [string, unknown][] = [];
  renderInWorkspace(
    () => <MembersPage />,
    {
      members: {
        list: { query: async () => ({ items: structuredClone(members), nextCursor: null }) },
        invite: {
          async mutate(input: InviteMember) {
            calls.push(['invite', input]);
            const pending = input.email !== 'known@example.com';
            const added = member('u9', 'Eve', { ...input, pending });
            members.push(added);
            return { ...added, inviteUrl: pending ? LINK : null, inviteEmailSent: false };
          },
        },
        update: {
          async mutate(input: { userId: string; role: Member['role'] }) {
            calls.push(['update', input]);
            members.find(({ userId }) => userId === input.userId)!.role = input.role;
          },
        },
        remove: {
          async mutate(input: { userId: string }) {
            calls.push(['remove', input]);
            members.splice(
              members.findIndex(({ userId }) => userId === input.userId),
              1,
            );
          },
        },
      },
    },
    role,
  );
  return calls;
}

async function invite(email: string) {
  await screen.findByText('Ada');
  fireEvent.click(screen.getByRole('button', { name: 'Invite member' }));
  fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: email } });
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Invite member' }));
}

test('inviting someone without an account shows a link once', async () => {
  const calls = renderPage([member('u1', 'Ada', { role: 'admin' })]);
  await invite('eve@example.com');
  await waitFor(() => expect(screen.getByLabelText('Link')).toHaveProperty('value', LINK));
  expect(calls).toEqual([['invite', { email: 'eve@example.com', role: 'operator' }]]);
  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  await screen.findByText('Invited');
  expect(document.body.innerHTML).not.toContain(LINK);
});

test('someone with an account is added immediately, without a link', async () => {
  renderPage([member('u1', 'Ada', { role: 'admin' })]);
  await invite('known@example.com');
  await screen.findByText('known@example.com added');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('the menu changes a member’s role', async () => {
  const calls = renderPage([member('u2', 'Bo')]);
  fireEvent.keyDown(await screen.findByRole('button', { name: 'Manage Bo' }), { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('menuitemradio', { name: 'Viewer' }), { key: 'Enter' });
  await screen.findByText('Bo: Viewer');
  expect(calls).toEqual([['update', { userId: 'u2', role: 'viewer' }]]);
});

test('removing asks first and shows the member’s name as plain text', async () => {
  const name = '<b>Bo</b> “quote”';
  renderPage([member('u2', name)]);
  fireEvent.keyDown(await screen.findByRole('button', { name: `Manage ${name}` }), { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('menuitem', { name: 'Remove from workspace' }), { key: 'Enter' });
  await screen.findByRole('alertdialog', { name: `Remove ${name}?` });
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await screen.findByText(`${name} removed`);
});

test('a viewer sees the members and may leave, but cannot change anyone', async () => {
  renderPage([member('u1', 'Ada', { role: 'viewer' }), member('u2', 'Bo')], 'viewer');
  await screen.findByText('Bo');
  screen.getByRole('button', { name: 'Leave workspace' });
  expect(screen.queryByRole('button', { name: 'Invite member' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Manage/ })).toBeNull();
});
