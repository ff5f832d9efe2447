import type { AuditEntry, ListAudit } from '@sitecast/api/people/audit-log/schema';
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
import { AuditPage } from './AuditPage.tsx';

function entry(id: string, changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id,
    at: '2026-05-04T10:00:00.000Z',
    actor: { kind: 'user', id: 'u1', label: 'ada@example.com' },
    action: 'user.create',
    resource: { kind: 'user', id: 'u2' },
    workspaceId: null,
    ip: '192.0.2.7',
    details: { email: '<b>bo</b>@example.com' },
    ...changes,
  };
}

/** The page over a server that has two pages of events; `asked` is what it was asked. */
function renderPage(address = '/admin/audit', events = [entry('e1'), entry('e2', { action: 'pip.show' })]) {
  const asked: Partial<ListAudit>[] = [];
  const history = createMemoryHistory();
  history.set({ value: address });
  renderInWorkspace(
    () => (
      <MemoryRouter history={history}>
        <Route path="/admin/audit" component={() => <AuditPage scope="platform" />} />
        <Route path="/settings/audit" component={() => <AuditPage scope="workspace" />} />
      </MemoryRouter>
    ),
    {
      audit: {
        list: {
          async query(input: Partial<ListAudit>) {
            asked.push(input);
            const rest = input.cursor === undefined ? events : events.slice(1);
            return { items: rest.slice(0, 1), nextCursor: rest.length > 1 ? rest[0]!.id : null };
          },
        },
      },
    },
  );
  return { asked, history };
}

const lastAsked = (asked: Partial<ListAudit>[]) => JSON.parse(JSON.stringify(asked.at(-1)));

test('entries are loaded page by page', async () => {
  const { asked } = renderPage();
  await screen.findByText('user.create');
  fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
  await screen.findByText('pip.show');
  expect(lastAsked(asked)).toEqual({ scope: 'platform', cursor: 'e1' });
});

test('filters are part of the page’s URL and of the download’s', async () => {
  const { asked, history } = renderPage();
  fireEvent.input(await screen.findByLabelText('Action'), { target: { value: 'Pip' } });
  fireEvent.input(screen.getByLabelText('Resource'), { target: { value: 'device d1' } });
  const filter = { scope: 'platform', action: 'pip.*', resourceKind: 'device', resourceId: 'd1' };
  await waitFor(() => expect(lastAsked(asked)).toEqual(filter));
  expect(history.get()).toBe('/admin/audit?action=Pip&resource=device+d1');
  expect(screen.getByRole('link', { name: 'Download CSV' })).toHaveProperty('pathname', '/api/audit.csv');
  expect(screen.getByRole('link', { name: 'Download CSV' })).toHaveProperty(
    'search',
    '?scope=platform&action=pip.*&resource_kind=device&resource_id=d1',
  );
});

test('the settings show and download the workspace’s log', async () => {
  const { asked } = renderPage('/settings/audit?action=pip.show');
  await screen.findByText('Every change in Northlight, newest first.');
  await screen.findByText('user.create');
  expect(lastAsked(asked)).toEqual({ scope: 'workspace', action: 'pip.show' });
  expect(screen.getByRole('link', { name: 'Download CSV' })).toHaveProperty(
    'search',
    '?scope=workspace&action=pip.show&workspace_id=w1',
  );
});

test('the days of a filter are included whole', async () => {
  const { asked } = renderPage('/admin/audit?from=2026-05-04&to=2026-05-04');
  await screen.findByText('user.create');
  const { from, to } = lastAsked(asked);
  expect(from).toBe(new Date('2026-05-04T00:00:00').toISOString());
  expect(to).toBe(new Date('2026-05-05T00:00:00').toISOString());
});

test('an invalid action is reported and not sent', async () => {
  const { asked } = renderPage('/admin/audit?action=a.b.c');
  await screen.findByText('Enter a valid value');
  await screen.findByText('user.create');
  expect(lastAsked(asked)).toEqual({ scope: 'platform' });
});

test('pressing a value filters by it', async () => {
  const { asked } = renderPage();
  fireEvent.click(await screen.findByRole('button', { name: 'ada@example.com' }));
  await waitFor(() => expect(lastAsked(asked)).toEqual({ scope: 'platform', actor: 'ada@example.com' }));
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await waitFor(() => expect(screen.getByLabelText('Actor')).toHaveProperty('value', ''));
});

test('details open below the row, as plain text', async () => {
  renderPage();
  fireEvent.click(await screen.findByRole('button', { name: 'Details' }));
  await screen.findByText('<b>bo</b>@example.com');
});

test('an empty log and a filter without matches have different texts', async () => {
  renderPage('/admin/audit', []);
  await screen.findByText('Changes made by people and tokens appear here.');
  fireEvent.input(screen.getByLabelText('Actor'), { target: { value: 'nobody' } });
  await screen.findByText('No entries match these filters.');
});
