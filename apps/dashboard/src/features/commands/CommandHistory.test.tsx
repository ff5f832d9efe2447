import type { Command } from '@sitecast/api/screens/commands/schema';
import { fireEvent, screen, within } from '@solidjs/testing-library';
import { type QueryClient, useQueryClient } from '@tanstack/solid-query';
import { expect, test } from 'vitest';
import { applyEvent } from '../../api/live.ts';
import { deviceOf } from '../../testing/device.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
import { CommandHistory } from './CommandHistory.tsx';

const device = deviceOf();

function commandOf(changes: Partial<Command>): Command {
  const at = new Date(Date.now() - 2.5 * 60_000).toISOString();
  return {
    id: 'c1',
    deviceId: device.id,
    groupId: null,
    type: 'identify',
    payload: null,
    status: 'done',
    detail: null,
    at,
    createdAt: at,
    createdBy: 'ada@example.com',
    ...changes,
  };
}

/** The history of commands that a fake server keeps in an array. */
function renderHistory(commands: Command[], { failing = false } = {}) {
  const server = { failing };
  let queries: QueryClient;
  renderInWorkspace(
    () => {
      queries = useQueryClient();
      return <CommandHistory device={device} />;
    },
    {
      devices: {
        commands: {
          async query({ cursor, limit }: { cursor?: string; limit: number }) {
            if (server.failing) throw new Error('The server went away');
            const from = commands.findIndex(({ id }) => id === cursor) + 1;
            const items = commands.slice(from, from + limit);
            const nextCursor = commands[from + limit] ? items.at(-1)!.id : null;
            return { items: structuredClone(items), nextCursor };
          },
        },
      },
    },
  );
  return { server, hear: (event: Parameters<typeof applyEvent>[1]) => applyEvent(queries, event) };
}

const rows = async () =>
  within(await screen.findByRole('list', { name: 'Commands' })).getAllByRole('listitem');

test('shows who sent each command, when, and its status', async () => {
  renderHistory([
    commandOf({ id: 'c3', type: 'reboot', status: 'unsupported', detail: 'A browser cannot' }),
    commandOf({ id: 'c2', type: 'update', status: 'queued' }),
    commandOf({ id: 'c1' }),
  ]);
  const [reboot, update, identify] = await rows();
  for (const text of ['Reboot', 'Not supported', 'A browser cannot', '2 minutes ago', /ada@example\.com/])
    within(reboot!).getByText(text);
  within(update!).getByText('Waiting');
  within(identify!).getByText('Done');
});

test('the answer of the screen to a command appears at once', async () => {
  const commands = [commandOf({ type: 'screenshot', status: 'sent' })];
  const { hear } = renderHistory(commands);
  within((await rows())[0]!).getByText('Sent');
  const outcome = { status: 'failed', detail: 'No canvas here' } as const;
  Object.assign(commands[0]!, outcome);
  const { id: commandId, deviceId, type, at } = commands[0]!;
  hear({ event: 'command', commandId, deviceId, type, at, ...outcome });
  await screen.findByText('No canvas here');
  within((await rows())[0]!).getByText('Failed');
});

test('shows six commands, and older ones on request', async () => {
  renderHistory(
    Array.from({ length: 8 }, (_, i) => commandOf({ id: `c${i}`, createdBy: `user-${i}@example.com` })),
  );
  expect(await rows()).toHaveLength(6);
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  await screen.findByText(/user-7@example\.com/);
  expect(await rows()).toHaveLength(8);
});

test('an empty history says what will appear', async () => {
  renderHistory([]);
  await screen.findByText('Commands sent to this screen and its responses appear here.');
});

test('a history that failed to load can be retried', async () => {
  const { server } = renderHistory([commandOf({})], { failing: true });
  await screen.findByRole('alert');
  server.failing = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await rows()).toHaveLength(1);
});
