import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import { deviceOf } from '../../testing/device.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
import { Screenshot } from './Screenshot.tsx';

const ago = (minutes: number) => new Date(Date.now() - (minutes + 0.5) * 60_000).toISOString();

/** The card of a screen, and the server's latest screenshot. */
function renderCard(
  { screenshotAt = null, online = true }: { screenshotAt?: string | null; online?: boolean },
  { role = 'admin', failing = false }: { role?: 'admin' | 'viewer'; failing?: boolean } = {},
) {
  const commands: unknown[] = [];
  const server = { takenAt: screenshotAt, image: 'Zmlyc3Q=', failing };
  const [device, setDevice] = createSignal(deviceOf({ screenshotAt, online }));
  renderInWorkspace(
    () => <Screenshot device={device()} />,
    {
      devices: {
        screenshot: {
          async query() {
            if (server.failing) throw new Error('The server went away');
            return { takenAt: server.takenAt, mimeType: 'image/png', image: server.image };
          },
        },
        command: {
          async mutate(input: { deviceId: string }) {
            commands.push(input);
            const result = { deviceId: input.deviceId, name: 'Lobby', status: 'sent', commandId: 'c1' };
            return { success: true, sent: 1, offline: 0, queued: 0, total: 1, results: [result] };
          },
        },
      },
    },
    role,
  );
  return { commands, server, setDevice };
}

test('shows the latest screenshot and when it was taken', async () => {
  renderCard({ screenshotAt: ago(3) });
  const picture = await screen.findByRole('img', { name: 'Screenshot of Lobby' });
  expect(picture.getAttribute('src')).toBe('data:image/png;base64,Zmlyc3Q=');
  screen.getByText('3 minutes ago');
});

test('without a screenshot, explains how to take one and requests it', async () => {
  const { commands } = renderCard({});
  screen.getByText('Take a screenshot to see what the screen shows.');
  fireEvent.click(screen.getByRole('button', { name: 'Take screenshot' }));
  await screen.findByText('Take screenshot: sent to Lobby');
  expect(commands).toEqual([{ deviceId: deviceOf().id, type: 'screenshot' }]);
});

test('shows a new screenshot once the screen has sent it', async () => {
  const { server, setDevice } = renderCard({ screenshotAt: ago(60) });
  await screen.findByText('1 hour ago');
  Object.assign(server, { takenAt: ago(0), image: 'c2Vjb25k' });
  setDevice(deviceOf({ screenshotAt: server.takenAt }));
  await waitFor(() =>
    expect(screen.getByRole('img').getAttribute('src')).toBe('data:image/png;base64,c2Vjb25k'),
  );
});

test('an offline screen cannot be asked for a screenshot', () => {
  renderCard({ online: false });
  expect(screen.getByRole('button', { name: 'Take screenshot' })).toHaveProperty('disabled', true);
});

test('a viewer sees the screenshot and cannot take one', async () => {
  renderCard({ screenshotAt: ago(3) }, { role: 'viewer' });
  await screen.findByRole('img', { name: 'Screenshot of Lobby' });
  expect(screen.queryByRole('button', { name: 'Take screenshot' })).toBeNull();
});

test('a screenshot that failed to load can be retried', async () => {
  const { server } = renderCard({ screenshotAt: ago(3) }, { failing: true });
  await screen.findByRole('alert');
  expect(screen.queryByRole('img')).toBeNull();
  server.failing = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('img', { name: 'Screenshot of Lobby' });
});
