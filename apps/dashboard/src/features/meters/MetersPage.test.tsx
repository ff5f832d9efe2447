import '../../testing/in-sight.ts';
import type { CreateUnit, Unit } from '@sitecast/api/sites/units/schema';
import { MemoryRouter, Route } from '@solidjs/router';
import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { frameOf, liveFrames, unitOf, whole } from '../../testing/meter.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
// They come a moment later: here they are there already.
import './AddMeterDialog.tsx';
import { MetersPage } from './MetersPage.tsx';

function renderPage(units: Unit[], role: 'admin' | 'viewer' = 'admin') {
  const frames = liveFrames();
  const created: CreateUnit[] = [];
  renderInWorkspace(
    () => (
      <MemoryRouter>
        <Route path="/" component={MetersPage} />
        <Route path="/meters/:unitId" component={() => <h1>The meter</h1>} />
      </MemoryRouter>
    ),
    {
      units: {
        list: whole(...units),
        history: { query: async () => ({ step: '1m', timezone: 'UTC', points: [] }) },
        live: frames.live,
        create: {
          async mutate(input: CreateUnit) {
            created.push(input);
            return unitOf({ name: input.name });
          },
        },
      },
    },
    role,
  );
  return { frames, created };
}

const tile = async (name: string) => (await screen.findByRole('link', { name })).closest('article')!;
const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

test('a tile shows live levels and judges them by the location’s limits', async () => {
  const { frames } = renderPage([unitOf()]);
  const one = await tile('Meter 1');
  within(one).getByText('61.2');
  within(one).getByText('Measuring');
  within(one).getByText('Quay 3 · Harbour extension');
  within(one).getByText('Limit 70 dB');
  frames.send(frameOf({ lp: 78.3 }));
  await within(one).findByText('78.3');
  await within(one).findByText('Near 80 dB');
  frames.send(frameOf({ lp: 81.5 }));
  await within(one).findByText('Above 80 dB');
  frames.send(frameOf({ leq: 70.1 }));
  await within(one).findByText('Above 70 dB');
});

test('an unreachable meter says so, and its last level is no longer judged', async () => {
  const { frames } = renderPage([unitOf()]);
  const one = await tile('Meter 1');
  frames.send(frameOf({ lp: 81.5 }));
  await within(one).findByText('Above 80 dB');
  const timestamp = new Date(Date.now() - 5.5 * 60_000).toISOString();
  frames.send(frameOf({ lp: 81.5, feedStatus: 'unreachable', timestamp }));
  await within(one).findByText('Unreachable');
  await within(one).findByText('as of 5 minutes ago');
  expect(within(one).queryByText('Above 80 dB')).toBeNull();
});

test('leaving the page ends the subscriptions', async () => {
  const { frames } = renderPage([unitOf()]);
  await tile('Meter 1');
  await waitFor(() => expect(frames.readers.size).toBe(1));
  cleanup();
  expect(frames.readers.size).toBe(0);
});

test('the search finds meters by name and location', async () => {
  renderPage([unitOf(), unitOf({ id: 'u2', name: 'Meter 2', location: null })]);
  await tile('Meter 2');
  type('Search by name or location', 'quay');
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Meter 2' })).toBeNull());
  screen.getByRole('link', { name: 'Meter 1' });
  type('Search by name or location', 'nowhere at all');
  await screen.findByText('No meters match your search.');
});

test('the first meter is added from the empty page; an invalid address is reported at its field', async () => {
  const { created } = renderPage([]);
  await screen.findByText('Add a sound level meter to see its level live.');
  fireEvent.click(screen.getByRole('button', { name: 'Add meter' }));
  await screen.findByRole('dialog', { name: 'Add meter' });
  type('Name', 'Crane');
  type('Host', 'http://10.0.0.7');
  const submit = () => fireEvent.click(screen.getAllByRole('button', { name: 'Add meter' }).at(-1)!);
  submit();
  await screen.findByText('Enter a host name or IP address, without http:// or port');
  expect(created).toEqual([]);
  type('Host', '10.0.0.7');
  type('Port', '2256');
  submit();
  await screen.findByText('Crane added');
  expect(created).toEqual([
    { name: 'Crane', model: '', slowPaceSec: 60, source: { kind: 'nl43', host: '10.0.0.7', port: 2256 } },
  ]);
  await screen.findByRole('heading', { name: 'The meter' });
});

test('each kind of source has its own fields', async () => {
  const { created } = renderPage([]);
  fireEvent.click(await screen.findByRole('button', { name: 'Add meter' }));
  await screen.findByRole('dialog', { name: 'Add meter' });
  type('Name', 'Gate');
  fireEvent.click(screen.getByRole('radio', { name: 'SLMM server' }));
  type('Server', 'slmm.local:8100');
  type('Unit', 'nl43-1');
  fireEvent.click(screen.getAllByRole('button', { name: 'Add meter' }).at(-1)!);
  await waitFor(() => expect(created).toHaveLength(1));
  expect(created[0]!.source).toEqual({ kind: 'slmm', server: 'slmm.local:8100', unit: 'nl43-1' });
});

test('a viewer cannot add meters', async () => {
  renderPage([unitOf()], 'viewer');
  await tile('Meter 1');
  expect(screen.queryByRole('button', { name: 'Add meter' })).toBeNull();
});
