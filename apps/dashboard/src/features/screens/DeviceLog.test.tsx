import type { ListDeviceLog } from '@sitecast/api/screens/devices/schema';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { deviceOf } from '../../testing/device.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
import { DeviceLog } from './DeviceLog.tsx';

const lines = [
  { id: '4', level: 'error', tag: 'pip', message: 'The page did not load' },
  { id: '3', level: 'warn', tag: 'net', message: 'The connection is slow' },
  { id: '2', level: 'info', tag: 'pip', message: 'An overlay is shown' },
  { id: '1', level: 'debug', tag: 'net', message: 'A heartbeat was sent' },
].map((line) => ({ ...line, at: '2026-05-04T10:00:00.000Z' }));

/** The log of a screen, three lines per page. */
function renderLog(known = lines) {
  const asked: Partial<ListDeviceLog>[] = [];
  renderInWorkspace(() => <DeviceLog device={deviceOf()} />, {
    devices: {
      log: {
        async query({ deviceId: _, limit: __, ...filter }: ListDeviceLog) {
          asked.push(filter);
          const { level, tag, cursor } = filter;
          const found = known.filter(
            (line) => (level ?? line.level) === line.level && (tag ?? line.tag) === line.tag,
          );
          const from = found.findIndex(({ id }) => id === cursor) + 1;
          const items = found.slice(from, from + 3);
          return { items: structuredClone(items), nextCursor: found[from + 3] ? items.at(-1)!.id : null };
        },
      },
    },
  });
  return asked;
}

async function choose(level: string) {
  fireEvent.keyDown(screen.getByRole('button', { name: /^Level/ }), { key: 'ArrowDown' });
  const option = await screen.findByRole('option', { name: level });
  fireEvent.keyDown(option, { key: 'Enter' });
  fireEvent.click(option);
}

test('shows the newest lines with their levels, and more on request', async () => {
  renderLog();
  await screen.findByText('The page did not load');
  screen.getByText('Warning');
  expect(screen.queryByText('A heartbeat was sent')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  await screen.findByText('A heartbeat was sent');
  screen.getByText('The page did not load');
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

test('filters by level and shows all levels again', async () => {
  const asked = renderLog();
  await screen.findByText('The page did not load');
  await choose('Warning');
  await waitFor(() => expect(screen.queryByText('The page did not load')).toBeNull());
  await screen.findByText('The connection is slow');
  expect(asked.at(-1)).toMatchObject({ level: 'warn' });
  await choose('All levels');
  await screen.findByText('The page did not load');
});

test('filters by tag once typing pauses, and says when nothing matches', async () => {
  const asked = renderLog();
  await screen.findByText('The page did not load');
  const tag = screen.getByLabelText(/^Tag/);
  for (const typed of ['p', 'pi', ' pip ']) fireEvent.input(tag, { target: { value: typed } });
  await waitFor(() => expect(screen.queryByText('The connection is slow')).toBeNull());
  await screen.findByText('An overlay is shown');
  // One request, not one per key.
  expect(asked.map((one) => one.tag)).toEqual([undefined, 'pip']);
  fireEvent.input(tag, { target: { value: 'nothing' } });
  await screen.findByText('No entries match these filters.');
});

test('an empty log says what will appear', async () => {
  renderLog([]);
  await screen.findByText('Log entries from the player appear here.');
});
