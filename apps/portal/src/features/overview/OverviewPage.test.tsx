import type { PortalOverview, PortalProject } from '@sitecast/api/portal/view/schema';
import { fireEvent, screen, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { alertOf, frameOf, renderInPortal, session, tileOf } from '../../testing/portal.tsx';
import { OverviewPage } from './OverviewPage.tsx';

const AT = '2026-05-04T10:00:05.000Z';

function projectOf(rest: Partial<PortalProject> = {}): PortalProject {
  return {
    id: 'harbour',
    name: 'Harbour extension',
    timezone: 'Europe/Berlin',
    locations: [tileOf()],
    ...rest,
  };
}

function show(projects: PortalProject[], rest: Partial<PortalOverview> = {}) {
  const overview: PortalOverview = { ...session, at: AT, projects, alerts: [], ...rest };
  renderInPortal(() => <OverviewPage />, { overview: { query: async () => structuredClone(overview) } });
}

const tile = async (name: string) => {
  const heading = await screen.findByRole('heading', { name });
  return within(heading.closest('article')!);
};

test('a tile shows the level, its time and how it compares with the limit', async () => {
  show([projectOf()]);
  const quay = await tile('Quay 3');
  quay.getByText('58.4');
  quay.getByText('Live');
  // In local time of the site.
  quay.getByText('12:00');
  quay.getByText('Within the limit');
  quay.getByText('Limit 65 dB');
  expect(quay.getByRole('link').getAttribute('href')).toBe('/location/quay');
  screen.getByText('Time zone: Central European Time (Europe/Berlin)');
  expect(document.title).toBe('Port Authority · Northlight Acoustics');
});

test('an unreachable meter shows its last value with its age, and no state', async () => {
  const frame = frameOf({ timestamp: '2026-05-04T08:00:00.000Z', feedStatus: 'stale' });
  show([projectOf({ locations: [tileOf({ state: 'offline', frame })] })]);
  const quay = await tile('Quay 3');
  quay.getByText('58.4');
  // The clock of this device is years off, which must not matter.
  quay.getByText('Updated 2 hours ago');
  quay.getByText('No connection');
  expect(quay.queryByText('Live')).toBeNull();
});

test('locations without a meter or without limits say so', async () => {
  show([
    projectOf({
      locations: [
        tileOf({ id: 'a', name: 'Gate', measured: false, frame: null, state: 'none' }),
        tileOf({ id: 'b', name: 'Roof', limits: null, state: 'none' }),
      ],
    }),
  ]);
  (await tile('Gate')).getByText('No meter assigned');
  (await tile('Roof')).getByText('No limit');
});

test('a single project is the page title; several are sections', async () => {
  show([projectOf()]);
  await screen.findByRole('heading', { level: 1, name: 'Harbour extension' });
  expect(screen.getByRole('heading', { name: 'Quay 3' }).tagName).toBe('H2');
});

test('many locations can be searched, also by project', async () => {
  const locations = Array.from({ length: 8 }, (_, index) =>
    tileOf({ id: `l${index}`, name: `Shaft ${index}` }),
  );
  show([projectOf(), projectOf({ id: 'tunnel', name: 'Tunnel', locations })]);
  await screen.findByRole('heading', { level: 1, name: 'Port Authority' });
  const search = screen.getByRole('searchbox', { name: 'Find a location' });
  const found = () =>
    screen.getAllByRole('article').map((article) => within(article).getByRole('heading').textContent);

  fireEvent.input(search, { target: { value: 'shaft 3' } });
  expect(found()).toEqual(['Shaft 3']);
  fireEvent.input(search, { target: { value: 'HARBOUR' } });
  expect(found()).toEqual(['Quay 3']);
  fireEvent.input(search, { target: { value: 'nowhere' } });
  screen.getByText('No locations match “nowhere”.');
});

test('open alerts are at the top and link to their location', async () => {
  const alerts = ['a', 'b', 'c', 'd', 'e'].map((id) => alertOf({ id, locationName: `Place ${id}` }));
  show([projectOf()], { alerts });
  const banner = await screen.findByRole('status');
  expect(banner.textContent).toContain('LAeq,15min above 65\u00a0dB');
  expect(banner.textContent).toContain('Peak 68.2\u00a0dB');
  within(banner).getByText('and 2 more alerts');
  expect(within(banner).getByRole('link', { name: 'Place a' }).getAttribute('href')).toBe('/location/quay');
});

test('a client without measurements is told what to expect', async () => {
  show([]);
  await screen.findByText('No measurements yet.', { exact: false });
});
