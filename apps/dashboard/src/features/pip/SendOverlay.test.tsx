import type { ShowOverlay } from '@sitecast/api/screens/overlays/schema';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { deviceOf } from '../../testing/device.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
import { SendOverlay } from './SendOverlay.tsx';

const lobby = deviceOf();

/** Renders the form; returns what it sends. */
function renderForm(status: 'sent' | 'offline' = 'sent', onShow?: () => void) {
  const sent: ShowOverlay[] = [];
  renderInWorkspace(() => <SendOverlay target={lobby} />, {
    pip: {
      show: {
        async mutate(input: ShowOverlay) {
          sent.push(input);
          onShow?.();
          return { results: [{ deviceId: lobby.id, name: lobby.name, status }] };
        },
      },
    },
  });
  return sent;
}

const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send overlay' }));

test('no field is marked invalid before the first attempt', () => {
  renderForm();
  expect(document.querySelectorAll('[aria-invalid="true"]')).toHaveLength(0);
});

test('sends the fields as filled in', async () => {
  const sent = renderForm();
  type('URL', ' https://cam.example/door.jpg ');
  type('Width', '640');
  type('Height', '480');
  type('Duration', '12.5');
  type(/^Title \(/, 'Doorbell');
  type('Title colour', '#ffcc00');
  type('Opacity', '80');
  type('Corner radius', '24');
  fireEvent.click(screen.getByRole('radio', { name: 'Web page' }));
  fireEvent.click(screen.getByRole('radio', { name: 'Bottom left' }));
  fireEvent.click(screen.getByRole('switch', { name: 'Close button' }));
  send();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    deviceId: lobby.id,
    type: 'web',
    uri: 'https://cam.example/door.jpg',
    position: 'bottom-left',
    width: 640,
    height: 480,
    duration: 12.5,
    title: 'Doorbell',
    titleColor: '#ffcc00',
    backgroundColor: undefined,
    opacity: 0.8,
    borderRadius: 24,
    closeButton: true,
  });
  await screen.findByText('Overlay sent to Lobby');
});

test('errors appear at their fields, and nothing is sent until they are fixed', async () => {
  const sent = renderForm();
  type('URL', 'ftp://cam.example/door.jpg');
  type('Width', '12');
  type('Height', '');
  send();
  expect(screen.getByLabelText('URL').getAttribute('aria-invalid')).toBe('true');
  const described = (label: string) =>
    document.getElementById(screen.getByLabelText(label).getAttribute('aria-describedby')!.split(' ').at(-1)!)
      ?.textContent;
  expect(described('URL')).toMatch(/http/);
  expect(described('Width')).toBe('At least 40');
  expect(described('Height')).toBe('Enter a number');
  type('URL', 'https://cam.example/door.jpg');
  type('Width', '40');
  type('Height', '40');
  expect(screen.queryByText('At least 40')).toBeNull();
  expect(sent).toEqual([]);
  send();
  await waitFor(() => expect(sent).toHaveLength(1));
});

test('reports an offline screen', async () => {
  renderForm('offline');
  type('URL', 'https://cam.example/door.jpg');
  send();
  await screen.findByText('Lobby is offline and did not receive the overlay');
});

test('a failure is reported, and the form can be sent again', async () => {
  let fail = true;
  const sent = renderForm('sent', () => {
    if (fail) throw new Error('the server is on fire');
  });
  type('URL', 'https://cam.example/door.jpg');
  send();
  await screen.findByText('the server is on fire');
  fail = false;
  send();
  await waitFor(() => expect(sent).toHaveLength(2));
});
