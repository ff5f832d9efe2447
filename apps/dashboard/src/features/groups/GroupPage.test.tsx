import type { GroupWithDevices } from '@sitecast/api/screens/groups/schema';
import { MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { deviceOf } from '../../testing/device.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
import { GroupPage } from './GroupPage.tsx';

const lobby = { id: 'd1', name: 'Lobby', online: true };
const canteen = { id: 'd2', name: 'Canteen', online: false };

/** The page of a group over a server that keeps its members in an array. */
function renderPage(devices = [lobby, canteen], role: 'admin' | 'viewer' = 'admin') {
  const calls: [string, unknown][] = [];
  const group = (): GroupWithDevices => ({
    id: 'g1',
    name: 'Ground floor',
    deviceCount: devices.length,
    onlineCount: devices.filter(({ online }) => online).length,
    createdAt: '2026-05-04T10:00:00.000Z',
    devices: structuredClone(devices),
  });
  const note = (name: string, answer: (input: never) => unknown) => ({
    async mutate(input: unknown) {
      calls.push([name, input]);
      return answer(input as never);
    },
  });
  const none = { query: async () => ({ items: [], nextCursor: null }) };
  renderInWorkspace(
    () => (
      <MemoryRouter>
        <Route path="/" component={GroupPage} />
        <Route path="/groups" component={() => <p>All groups</p>} />
      </MemoryRouter>
    ),
    {
      groups: {
        get: { query: async () => group() },
        command: note('command', () => ({
          success: true,
          sent: 1,
          offline: devices.length - 1,
          queued: 0,
          total: devices.length,
          results: devices.map(({ id, name, online }) => ({
            deviceId: id,
            name,
            status: online ? 'sent' : 'offline',
            commandId: `c-${id}`,
          })),
        })),
        addDevices: note('add', ({ deviceIds }: { deviceIds: string[] }) => {
          for (const id of deviceIds) devices.push({ id, name: 'Hall', online: true });
          return group();
        }),
        removeDevice: note('remove', ({ deviceId }: { deviceId: string }) => {
          devices.splice(
            devices.findIndex(({ id }) => id === deviceId),
            1,
          );
        }),
        remove: note('delete', () => undefined),
      },
      devices: {
        list: {
          query: async () => ({
            items: [deviceOf({ id: 'd1', name: 'Lobby' }), deviceOf({ id: 'd3', name: 'Hall' })],
            nextCursor: null,
          }),
        },
      },
      pip: { list: none },
    },
    role,
  );
  return calls;
}

async function choose(command: string) {
  fireEvent.keyDown(await screen.findByRole('button', { name: 'Commands' }), { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('menuitem', { name: command }), { key: 'Enter' });
}

test('a command is sent to the group, and each screen is listed with its outcome', async () => {
  const calls = renderPage();
  await choose('Screen off');
  const outcomes = await screen.findByRole('list', { name: 'Last command' });
  expect(calls).toEqual([['command', { groupId: 'g1', type: 'screen_off' }]]);
  expect(
    within(outcomes)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['LobbySent', 'CanteenOffline']);
  await screen.findByText('Screen off: sent to 1 of 2 screens');
});

test.each([
  ['Reboot', 'Reboot 2 screens?'],
  ['Shut down', 'Shut down 2 screens?'],
])('%s asks with the number of screens, and nothing happens before', async (command, question) => {
  const calls = renderPage();
  await choose(command);
  const dialog = await screen.findByRole('alertdialog', { name: question });
  expect(calls).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: command }));
  await screen.findByText(`${command}: sent to 1 of 2 screens`);
  expect(calls).toHaveLength(1);
});

test('with a single screen the question names it', async () => {
  renderPage([lobby]);
  await choose('Reboot');
  await screen.findByRole('alertdialog', { name: 'Reboot Lobby?' });
});

test('screens outside the group can be added', async () => {
  const calls = renderPage([lobby]);
  fireEvent.click(await screen.findByRole('button', { name: 'Add screens' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByLabelText('Hall');
  expect(within(dialog).queryByLabelText('Lobby')).toBeNull();
  fireEvent.click(within(dialog).getByLabelText('Hall'));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Add screens' }));
  await screen.findByText('2 screens, 2 online');
  expect(calls).toEqual([['add', { groupId: 'g1', deviceIds: ['d3'] }]]);
});

test('a screen can be removed from the group', async () => {
  const calls = renderPage();
  fireEvent.click(await screen.findByRole('button', { name: 'Remove Canteen from the group' }));
  await screen.findByText('1 screen, 1 online');
  expect(calls).toEqual([['remove', { groupId: 'g1', deviceId: 'd2' }]]);
});

test('deleting asks first and returns to the list', async () => {
  const calls = renderPage();
  fireEvent.click(await screen.findByRole('button', { name: 'Delete group' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete Ground floor?' });
  expect(calls).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Delete group' }));
  await screen.findByText('All groups');
  expect(calls).toEqual([['delete', { groupId: 'g1' }]]);
});

test('a viewer sees the group’s screens but cannot change anything', async () => {
  renderPage([lobby], 'viewer');
  await screen.findByText('Lobby');
  for (const name of ['Commands', 'Add screens', 'Rename', 'Delete group', 'Send overlay'])
    expect(screen.queryByRole('button', { name })).toBeNull();
});
