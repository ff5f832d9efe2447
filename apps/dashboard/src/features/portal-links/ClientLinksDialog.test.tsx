import type { CreatePortalLink, PortalLink } from '@sitecast/api/portal/links/schema';
import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { renderInWorkspace } from '../../testing/render.tsx';
import { ClientLinksDialog } from './ClientLinksDialog.tsx';
import { ViewPortalButton } from './ViewPortalButton.tsx';

const URL = 'https://screens.example.com/portal/enter/abc';
const projectId = '018f0000-0000-7000-8000-000000000001';

function link(id: string, label: string, changes: Partial<PortalLink> = {}): PortalLink {
  const createdAt = '2026-05-04T10:00:00.000Z';
  return { id, label, isPreview: false, createdAt, lastUsedAt: null, expiresAt: null, ...changes };
}

/** The dialog over a server that keeps links in an array. */
function renderDialog(links: PortalLink[]) {
  const calls: unknown[] = [];
  renderInWorkspace(() => <ClientLinksDialog projectId={projectId} onClose={() => calls.push('close')} />, {
    projects: {
      portalLinks: { query: async () => ({ items: structuredClone(links), nextCursor: null }) },
      createPortalLink: {
        async mutate(input: CreatePortalLink) {
          calls.push(input);
          links.unshift(link('new', input.label));
          return { ...links[0], url: URL };
        },
      },
      revokePortalLink: {
        async mutate(input: { linkId: string }) {
          calls.push(input);
          links.splice(
            links.findIndex(({ id }) => id === input.linkId),
            1,
          );
        },
      },
    },
  });
  return calls;
}

test('a new link is shown once, and stands in the list without its secret', async () => {
  const calls = renderDialog([]);
  await screen.findByText('No links yet.');
  fireEvent.click(screen.getByRole('button', { name: 'New link' }));
  fireEvent.input(await screen.findByLabelText(/^Name/), { target: { value: 'Mr Lee' } });
  fireEvent.click(screen.getByRole('button', { name: 'Create link' }));
  await waitFor(() => expect(screen.getByLabelText('Link')).toHaveProperty('value', URL));
  expect(calls).toEqual([{ projectId, label: 'Mr Lee', expiresInDays: null }]);
  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  await screen.findByText('Mr Lee');
  expect(document.body.innerHTML).not.toContain(URL);
});

test('a link is revoked after a question that names it', async () => {
  const name = '<b>Lee</b>';
  const calls = renderDialog([link('l1', name), link('l2', 'Preview', { isPreview: true })]);
  await screen.findByText('Your preview');
  fireEvent.click(screen.getByRole('button', { name: `Revoke: ${name}` }));
  await screen.findByRole('alertdialog', { name: `Revoke the link “${name}”?` });
  fireEvent.click(screen.getByRole('button', { name: 'Revoke' }));
  await screen.findByText(`The link “${name}” no longer works`);
  await waitFor(() => expect(screen.queryByText(name)).toBeNull());
  expect(calls).toEqual([{ projectId, linkId: 'l1' }]);
});

test('the portal opens in a tab of its own', () => {
  renderInWorkspace(() => <ViewPortalButton projectId={projectId} />, {});
  const opens = screen.getByRole('link', { name: 'View client portal' });
  expect(opens.getAttribute('href')).toBe(`/projects/${projectId}/portal-preview`);
  expect(opens.getAttribute('target')).toBe('_blank');
});
