import '../../testing/in-sight.ts';
import type { Client } from '@sitecast/api/sites/clients/schema';
import type { CreateLocation, Location, Project } from '@sitecast/api/sites/projects/schema';
import type { Unit } from '@sitecast/api/sites/units/schema';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { selectFromMenu } from '../../testing/menu.ts';
import { liveFrames, UNIT_ID, unitOf, whole } from '../../testing/meter.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
// They come a moment later: here they are there already.
import './LocationDialog.tsx';
import './ProjectDialog.tsx';
import './PutMeterDialog.tsx';
import { ProjectPage } from './ProjectPage.tsx';
import { ProjectsPage } from './ProjectsPage.tsx';

const PROJECT_ID = '01990000-0000-7000-8000-0000000000c1';
const QUAY = '01990000-0000-7000-8000-0000000000b1';

const project: Project = {
  id: PROJECT_ID,
  name: 'Harbour extension',
  timezone: 'Europe/Berlin',
  clientId: null,
  clientName: 'Port Authority',
  locationCount: 1,
  createdAt: '2026-05-04T10:00:00.000Z',
};

const PORT = '01990000-0000-7000-8000-0000000000d1';
const TUNNEL_CO = '01990000-0000-7000-8000-0000000000d2';

function clientOf(name: string, changes: Partial<Client> = {}): Client {
  return {
    id: PORT,
    name,
    slug: 'a-client',
    active: true,
    hasPassword: false,
    projectCount: 0,
    linkCount: 0,
    lastSeenAt: null,
    createdAt: '2026-05-04T10:00:00.000Z',
    ...changes,
  };
}

function locationOf(changes: Partial<Location> = {}): Location {
  return {
    id: QUAY,
    projectId: PROJECT_ID,
    name: 'Quay 3',
    lat: null,
    lng: null,
    limits: { day: 70, evening: null, night: 55, max: null },
    unit: null,
    createdAt: '2026-05-04T10:00:00.000Z',
    ...changes,
  };
}

interface Site {
  projects?: Project[];
  locations?: Location[];
  units?: Unit[];
}

function renderAt(path: string, { projects = [project], locations = [], units = [] }: Site, role?: 'viewer') {
  const calls: [string, unknown][] = [];
  const history = createMemoryHistory();
  history.set({ value: path });
  const note = <Answer,>(name: string, answer: (input: never) => Answer) => ({
    async mutate(input: never) {
      calls.push([name, input]);
      return answer(input);
    },
  });
  renderInWorkspace(
    () => (
      <MemoryRouter history={history}>
        <Route path="/projects" component={ProjectsPage} />
        <Route path="/projects/:projectId" component={ProjectPage} />
        <Route path="/meters/:unitId" component={() => <h1>The meter</h1>} />
      </MemoryRouter>
    ),
    {
      projects: {
        list: whole(...projects),
        get: { query: async () => structuredClone(projects[0] ?? project) },
        create: note('create', (input: Partial<Project>) => ({ ...project, ...input })),
        update: note('update', (input: Partial<Project>) => ({ ...project, ...input })),
        remove: note('remove', () => undefined),
      },
      clients: {
        list: whole(clientOf('Port Authority'), clientOf('Tunnel Co', { id: TUNNEL_CO, active: false })),
      },
      locations: {
        list: whole(...locations),
        assignments: whole({
          id: 'a1',
          unit: { id: UNIT_ID, name: 'Meter 1' },
          location: { id: QUAY, name: 'Quay 3' },
          assignedFrom: '2026-05-04T10:00:00.000Z',
          assignedUntil: '2026-06-04T10:00:00.000Z',
        }),
        create: note('addLocation', ({ name }: CreateLocation) => locationOf({ name })),
        remove: note('removeLocation', () => undefined),
      },
      units: {
        list: whole(...units),
        history: { query: async () => ({ step: '1m', timezone: 'UTC', points: [] }) },
        live: liveFrames().live,
        assign: note('assign', () => unitOf()),
        move: note('move', () => unitOf()),
      },
      alerts: { list: whole(), rule: { list: whole() } },
    } as never,
    role,
  );
  return calls;
}

const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const submit = (name: string) => fireEvent.click(screen.getAllByRole('button', { name }).at(-1)!);

test('the list tells of each project for whom it is, where and when', async () => {
  renderAt('/projects', {});
  const row = (await screen.findByRole('link', { name: 'Harbour extension' })).closest('tr')!;
  for (const text of ['Port Authority', '1 location', 'Europe/Berlin']) within(row).getByText(text);
});

test('the first project is made, and its page opens', async () => {
  const calls = renderAt('/projects', { projects: [] });
  await screen.findByText('Create a project to assign meters to the locations of a site.');
  submit('Create project');
  await screen.findByRole('dialog', { name: 'Create project' });
  type('Name', 'Tunnel');
  type(/^Client \(/, ' ');
  submit('Create project');
  await screen.findByText('Tunnel created');
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  expect(calls).toMatchObject([['create', { name: 'Tunnel', clientName: null, timezone: timeZone }]]);
  await screen.findByText('Add the locations you measure.');
});

test('a location is added with its limits; half a place is refused', async () => {
  const calls = renderAt(`/projects/${PROJECT_ID}`, {});
  fireEvent.click(await screen.findByRole('button', { name: 'Add location' }));
  await screen.findByRole('dialog', { name: 'Add location' });
  type('Name', 'School');
  type(/^Latitude/, '53.5');
  type('Night, 23:00–07:00', '45,5');
  submit('Add location');
  await screen.findByText('Enter both or neither');
  type(/^Longitude/, '9.97');
  submit('Add location');
  await screen.findByText('School added');
  expect(calls).toEqual([
    [
      'addLocation',
      {
        projectId: PROJECT_ID,
        name: 'School',
        lat: 53.5,
        lng: 9.97,
        limits: { day: null, evening: null, night: 45.5, max: null },
      },
    ],
  ]);
});

test('a location shows its limits and its meter, and which ones stood there before', async () => {
  const unit = { id: UNIT_ID, name: 'Meter 1', assignedFrom: '2026-05-04T10:00:00.000Z' };
  renderAt(`/projects/${PROJECT_ID}`, { locations: [locationOf({ unit })], units: [unitOf()] });
  await screen.findByText('Day 70, evening –, night 55 dB');
  // The tile, live, and the line of the location.
  await waitFor(() => expect(screen.getAllByRole('link', { name: 'Meter 1' })).toHaveLength(2));
  fireEvent.click(screen.getByRole('button', { name: 'Previous meters' }));
  await screen.findByText('May 4, 2026 – Jun 4, 2026');
});

test('a meter is put at a location: a free one, or one from elsewhere', async () => {
  const free = unitOf({ id: '01990000-0000-7000-8000-0000000000a2', name: 'Meter 2', location: null });
  const calls = renderAt(`/projects/${PROJECT_ID}`, { locations: [locationOf()], units: [unitOf(), free] });
  const put = async (option: string) => {
    fireEvent.click(await screen.findByRole('button', { name: 'Assign meter' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.keyDown(await within(dialog).findByRole('button', { name: /^Meter/ }), { key: 'Enter' });
    fireEvent.keyDown(await screen.findByRole('option', { name: option }), { key: 'Enter' });
    submit('Assign meter');
  };
  await put('Meter 2');
  await waitFor(() => expect(calls).toEqual([['assign', { unitId: free.id, locationId: QUAY }]]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await put('Meter 1 (now at Quay 3)');
  await waitFor(() => expect(calls[1]).toEqual(['move', { unitId: UNIT_ID, locationId: QUAY }]));
});

test('a location is removed after asking', async () => {
  const calls = renderAt(`/projects/${PROJECT_ID}`, { locations: [locationOf()] });
  await selectFromMenu('Manage Quay 3', 'Remove');
  const question = await screen.findByRole('alertdialog', { name: 'Remove Quay 3?' });
  fireEvent.click(within(question).getByRole('button', { name: 'Remove' }));
  await screen.findByText('Quay 3 removed');
  expect(calls).toEqual([['removeLocation', { locationId: QUAY }]]);
});

test('a project is renamed, and deleted only when its name is typed', async () => {
  const calls = renderAt(`/projects/${PROJECT_ID}`, {});
  fireEvent.click(await screen.findByRole('button', { name: 'Edit project' }));
  await screen.findByRole('dialog', { name: 'Edit project' });
  type('Name', 'Harbour');
  submit('Save changes');
  await screen.findByText('Harbour saved');
  expect(calls[0]).toEqual([
    'update',
    { projectId: PROJECT_ID, name: 'Harbour', timezone: 'Europe/Berlin', clientName: 'Port Authority' },
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Delete project' }));
  const question = await screen.findByRole('alertdialog', { name: 'Delete Harbour extension?' });
  const confirm = within(question).getByRole('button', { name: 'Delete project' }) as HTMLButtonElement;
  expect(confirm.disabled).toBe(true);
  type('Type Harbour extension to confirm', 'harbour extension');
  fireEvent.click(confirm);
  await screen.findByText('Harbour extension deleted');
  expect(calls[1]).toEqual(['remove', { projectId: PROJECT_ID }]);
});

test('a project is put into the portal of a client, and taken out of it', async () => {
  const choose = async (option: string, offered: string[]) => {
    fireEvent.click(await screen.findByRole('button', { name: 'Edit project' }));
    const dialog = await screen.findByRole('dialog', { name: 'Edit project' });
    fireEvent.keyDown(within(dialog).getByRole('button', { name: /^Client portal/ }), { key: 'Enter' });
    const names = () => screen.getAllByRole('option').map(({ textContent }) => textContent);
    await waitFor(() => expect(names()).toEqual(offered));
    fireEvent.keyDown(screen.getByRole('option', { name: option }), { key: 'Enter' });
    submit('Save changes');
    await screen.findByText('Harbour extension saved');
  };
  const calls = renderAt(`/projects/${PROJECT_ID}`, {});
  await choose('Port Authority', ['Not shared', 'Port Authority']);
  expect(calls).toMatchObject([['update', { projectId: PROJECT_ID, clientId: PORT }]]);
  cleanup();
  const others = renderAt(`/projects/${PROJECT_ID}`, { projects: [{ ...project, clientId: TUNNEL_CO }] });
  // A deactivated client stays selected until another one is chosen.
  await choose('Not shared', ['Not shared', 'Port Authority', 'Tunnel Co']);
  expect(others).toMatchObject([['update', { projectId: PROJECT_ID, clientId: null }]]);
});

test('a viewer changes nothing', async () => {
  renderAt(`/projects/${PROJECT_ID}`, { locations: [locationOf()] }, 'viewer');
  await screen.findByText('No meter');
  for (const name of ['Edit project', 'Delete project', 'Add location', 'Create rule'])
    expect(screen.queryByRole('button', { name })).toBeNull();
});
