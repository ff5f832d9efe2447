import type { ListDevices } from '@sitecast/api/screens/devices/schema';
import { MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { deviceOf } from '../../testing/device.ts';
import { selectFromMenu } from '../../testing/menu.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
// Loaded lazily by the page; here up front.
import './ScreenFilters.tsx';
import './SelectionBar.tsx';
import { ScreensPage } from './ScreensPage.tsx';

const info = {
  playerVersion: '1.2.3',
  platform: 'tizen',
  userAgent: '',
  width: 1920,
  height: 1080,
  pixelRatio: 1,
  freeMemory: 812_000_000,
} as const;
const screens = [
  deviceOf({
    id: 'd1',
    name: 'Lobby',
    info,
    engine: 'Chromium 63',
    groups: [{ id: 'g1', name: 'Ground floor' }],
    showing: [
      { pipId: 'p1', type: 'image', title: 'Menu', uri: 'https://example.com/a.png' },
      { pipId: 'p2', type: 'web', title: null, uri: 'https://example.com/b' },
    ],
    screenshotAt: new Date(Date.now() - 5.5 * 60_000).toISOString(),
  }),
  deviceOf({ id: 'd2', name: 'Canteen', online: false, status: 'never', lastSeenAt: null }),
];

function renderPage(role: 'admin' | 'viewer' = 'admin') {
  const asked: Partial<ListDevices>[] = [];
  const calls: [string, unknown][] = [];
  const note = (name: string) => ({
    async mutate(input: { deviceIds: string[] }) {
      calls.push([name, input]);
      const { length: total } = input.deviceIds;
      return { success: true, sent: total, offline: 0, queued: 0, total, results: [] };
    },
  });
  renderInWorkspace(
    () => (
      <MemoryRouter>
        <Route path="/" component={ScreensPage} />
      </MemoryRouter>
    ),
    {
      devices: {
        list: {
          async query(input: Partial<ListDevices>) {
            asked.push(input);
            const items = screens.filter(
              ({ name, status }) =>
                name.toLowerCase().includes(input.search ?? '') && (input.status ?? status) === status,
            );
            return { items: structuredClone(items), nextCursor: null };
          },
        },
        commandMany: note('command'),
      },
      groups: {
        list: {
          query: async () => ({
            items: [{ id: 'g1', name: 'Ground floor', deviceCount: 1, onlineCount: 1, createdAt: '' }],
            nextCursor: null,
          }),
        },
        addDevices: note('add'),
      },
    },
    role,
  );
  return { asked, calls };
}

test('lists each screen with its status, overlays and player', async () => {
  renderPage();
  const row = (await screen.findByRole('link', { name: 'Lobby' })).closest('tr')!;
  for (const text of [
    'Ground floor',
    'Online',
    'Menu',
    '+1',
    '5 minutes ago',
    '1.2.3',
    'Chromium 63',
    '812 MB',
  ])
    within(row).getByText(text);
  within(row).getByText('1920 × 1080');
  within(screen.getByRole('link', { name: 'Canteen' }).closest('tr')!).getByText('Never seen');
});

test('filters by name, says when nothing matches, and clears the filters', async () => {
  const { asked } = renderPage();
  await screen.findByRole('link', { name: 'Lobby' });
  const search = await screen.findByLabelText('Search by name');
  fireEvent.input(search, { target: { value: 'cant' } });
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Lobby' })).toBeNull());
  expect(asked.at(-1)).toMatchObject({ search: 'cant' });
  fireEvent.input(search, { target: { value: 'nothing' } });
  await screen.findByText('No screens match these filters.');
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await screen.findByRole('link', { name: 'Lobby' });
});

test('a command to the selected screens asks first with their number', async () => {
  const { calls } = renderPage();
  await screen.findByRole('link', { name: 'Lobby' });
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  await screen.findByText('2 screens selected');
  await selectFromMenu('Commands', 'Reboot');
  const dialog = await screen.findByRole('alertdialog', { name: 'Reboot 2 screens?' });
  expect(calls).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Reboot' }));
  await screen.findByText('Reboot: sent to 2 of 2 screens');
  expect(calls).toEqual([['command', { deviceIds: ['d1', 'd2'], type: 'reboot' }]]);
});

test('the selected screens are added to a group', async () => {
  const { calls } = renderPage();
  await screen.findByRole('link', { name: 'Canteen' });
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select Canteen' }));
  await selectFromMenu('Add to group', 'Ground floor');
  await screen.findByText('1 screen added to Ground floor');
  expect(calls).toEqual([['add', { groupId: 'g1', deviceIds: ['d2'] }]]);
  await waitFor(() => expect(screen.queryByText('1 screen selected')).toBeNull());
});

test('a viewer cannot select screens', async () => {
  renderPage('viewer');
  await screen.findByRole('link', { name: 'Lobby' });
  expect(screen.queryByRole('checkbox')).toBeNull();
});
