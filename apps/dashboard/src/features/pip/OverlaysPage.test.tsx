import type { CreateTemplate, ShowOverlay, Template } from '@sitecast/api/screens/overlays/schema';
import { overlayDefaults } from '@sitecast/protocol/overlay-payload';
import { MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { deviceOf } from '../../testing/device.ts';
import { selectFromMenu } from '../../testing/menu.ts';
import { whole } from '../../testing/meter.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
// Loaded lazily by the page; here up front.
import './RenameTemplate.tsx';
import './TemplateDialog.tsx';
import { OverlaysPage } from './OverlaysPage.tsx';

const lobby = deviceOf();

const noise: Template = {
  id: '01990000-0000-7000-8000-0000000000d1',
  name: 'Noise',
  placeholders: ['location', 'value'],
  createdAt: '2026-05-04T10:00:00.000Z',
  payload: {
    ...overlayDefaults,
    type: 'image',
    uri: 'https://media.example/{location}.png',
    title: '{location}: {value} dB',
    position: { x: 10, y: 20 },
    width: 480,
    height: 320,
    duration: 0,
    opacity: 1,
    borderRadius: 12,
    closeButton: false,
    slot: 'noise',
    priority: 100,
    exclusive: true,
    muted: true,
  },
};

function renderPage(role: 'admin' | 'viewer' = 'admin', isDemo = false) {
  const calls: [string, unknown][] = [];
  const note = (name: string, answer: (input: never) => unknown) => ({
    async mutate(input: never) {
      calls.push([name, input]);
      return answer(input);
    },
  });
  renderInWorkspace(
    () => (
      <MemoryRouter>
        <Route path="/" component={OverlaysPage} />
      </MemoryRouter>
    ),
    {
      pip: {
        list: whole(),
        show: note('show', () => ({ results: [{ deviceId: lobby.id, name: lobby.name, status: 'sent' }] })),
        template: {
          list: whole(noise),
          create: note('create', ({ name }: CreateTemplate) => ({ ...noise, name })),
          update: note('update', ({ name }: { name: string }) => ({ ...noise, name })),
          remove: note('remove', () => undefined),
        },
      },
      devices: { list: whole(lobby), get: { query: async () => lobby } },
      groups: { list: whole({ id: 'g1', name: 'Ground floor' }) },
      demo: {
        screens: {
          query: async () => ({
            screens: isDemo ? [{ deviceId: 'd1', name: 'Entrance', path: '/player#screen=d1&secret=s' }] : [],
          }),
        },
      },
    } as never,
    role,
  );
  return calls;
}

const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

async function chooseLobby() {
  fireEvent.keyDown(await screen.findByRole('button', { name: /^Screen or group/ }), { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('option', { name: 'Lobby' }), { key: 'Enter' });
  await screen.findByLabelText('URL');
}

test('a template is sent with its values and only the changed fields', async () => {
  const calls = renderPage();
  await chooseLobby();
  await selectFromMenu('Templates', 'Noise');
  await screen.findByText('Template: Noise');
  // No errors before the first attempt.
  expect(screen.getByLabelText('location').getAttribute('aria-invalid')).toBeNull();
  type('Width', '600');
  type('location', 'Quay');
  fireEvent.click(screen.getByRole('button', { name: 'Send overlay' }));
  await waitFor(() => expect(calls).toHaveLength(1));
  const given = { deviceId: lobby.id, template: noise.id, width: 600, queueFor: 0 };
  expect(calls[0]).toEqual(['show', { ...given, values: { location: 'Quay' } } satisfies ShowOverlay]);
  type('value', '72');
  // The preview fills in the placeholders.
  await screen.findByText('Quay: 72 dB');
  fireEvent.click(screen.getByRole('button', { name: 'Send overlay' }));
  await waitFor(() => expect(calls).toHaveLength(2));
  expect(calls[1]).toEqual(['show', { ...given, values: { location: 'Quay', value: '72' } }]);
});

test('the form is saved as a template once its URL is valid', async () => {
  const calls = renderPage();
  await chooseLobby();
  type('URL', 'nonsense');
  await selectFromMenu('Templates', 'Save as template…');
  const dialog = await screen.findByRole('dialog', { name: 'Save template' });
  type('Name', 'Doorbell');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save template' }));
  await within(dialog).findByRole('alert');
  expect(calls).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  type('URL', 'https://cam.example/{door}.jpg');
  await selectFromMenu('Templates', 'Save as template…');
  await screen.findByRole('dialog', { name: 'Save template' });
  type('Name', 'Doorbell');
  fireEvent.click(screen.getByRole('button', { name: 'Save template' }));
  await screen.findByText('Template Doorbell saved');
  expect(calls[0]).toMatchObject([
    'create',
    { name: 'Doorbell', payload: { type: 'image', uri: 'https://cam.example/{door}.jpg', slot: 'main' } },
  ]);
});

test('a changed template keeps the fields that the form lacks', async () => {
  const calls = renderPage();
  await chooseLobby();
  await selectFromMenu('Templates', 'Noise');
  await screen.findByText('Template: Noise');
  type('Duration', '30');
  await selectFromMenu('Templates', 'Save as template…');
  await screen.findByRole('dialog', { name: 'Save template' });
  fireEvent.click(screen.getByRole('button', { name: 'Save template' }));
  await screen.findByText('Template Noise saved');
  const payload = { ...noise.payload, duration: 30 };
  expect(calls).toEqual([['update', { name: 'Noise', templateId: noise.id, payload }]]);
});

test('templates are renamed, and deleted after confirmation', async () => {
  const calls = renderPage();
  await selectFromMenu('Manage Noise', 'Rename');
  await screen.findByRole('dialog', { name: 'Rename' });
  type('Name', 'Loud');
  fireEvent.click(screen.getByRole('button', { name: 'Rename' }));
  await screen.findByText('Template Loud saved');
  await selectFromMenu('Manage Noise', 'Delete');
  const question = await screen.findByRole('alertdialog', { name: 'Delete Noise?' });
  fireEvent.click(within(question).getByRole('button', { name: 'Delete' }));
  await screen.findByText('Template Noise deleted');
  expect(calls).toEqual([
    ['update', { templateId: noise.id, name: 'Loud' }],
    ['remove', { templateId: noise.id }],
  ]);
});

test('links to the demo screens appear for those who may send overlays', async () => {
  renderPage('admin', true);
  const link = await screen.findByRole('link', { name: 'Open Entrance' });
  expect(link.getAttribute('href')).toBe('/player#screen=d1&secret=s');
});

test('a viewer sees overlays and templates and cannot send any', async () => {
  renderPage('viewer', true);
  await screen.findByText('No overlays are showing.');
  await screen.findByText('Noise');
  expect(screen.queryByRole('button', { name: 'Manage Noise' })).toBeNull();
  expect(screen.queryByText('Screen or group')).toBeNull();
  expect(screen.queryByRole('link', { name: 'Open Entrance' })).toBeNull();
});
