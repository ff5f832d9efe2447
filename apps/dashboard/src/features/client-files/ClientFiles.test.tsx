import type { ClientFile } from '@sitecast/api/sites/client-files/schema';
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { expect, test } from 'vitest';
import { changeLanguage } from '../../i18n/i18n.ts';
import { renderInWorkspace } from '../../testing/render.tsx';
import { ClientFiles } from './ClientFiles.tsx';

const CLIENT = '01990000-0000-7000-8000-0000000000d1';

function fileOf(name: string, changes: Partial<ClientFile> = {}): ClientFile {
  return {
    id: `id-of-${name}`,
    name,
    mimeType: 'application/pdf',
    size: 1_234_567,
    sha256: 'f'.repeat(64),
    createdAt: new Date(Date.now() - 200_000).toISOString(),
    createdBy: 'ada@example.com',
    ...changes,
  };
}

function renderFiles(kept: ClientFile[], { role, clientId = CLIENT }: Options = {}) {
  const removed: unknown[] = [];
  renderInWorkspace(
    () => <ClientFiles clientId={clientId} />,
    {
      clients: {
        files: { query: async () => ({ items: structuredClone(kept), nextCursor: null }) },
        removeFile: {
          async mutate(ref: { fileId: string }) {
            removed.push(ref);
            kept.splice(
              kept.findIndex(({ id }) => id === ref.fileId),
              1,
            );
          },
        },
      },
    },
    role,
  );
  return removed;
}

interface Options {
  role?: 'viewer';
  clientId?: string | null;
}

const rowOf = async (name: string) => (await screen.findByRole('link', { name })).closest('tr')!;

test('a file shows its size, when it was added and by whom, and can be downloaded', async () => {
  renderFiles([fileOf('plan.pdf'), fileOf('note.txt', { size: 740 })]);
  const row = await rowOf('plan.pdf');
  within(row).getByRole('cell', { name: '1.2 MB' });
  within(row).getByRole('cell', { name: '3 minutes ago by ada@example.com' });
  const link = within(row).getByRole('link', { name: 'Download plan.pdf' });
  expect(link.getAttribute('href')).toBe(
    `/api/clients/${CLIENT}/files/id-of-plan.pdf/download?workspace_id=w1`,
  );
  within(await rowOf('note.txt')).getByRole('cell', { name: '740 bytes' });
});

test('deleting asks first, names the file and removes it from the list', async () => {
  const removed = renderFiles([fileOf('plan.pdf'), fileOf('note.txt')]);
  fireEvent.click(within(await rowOf('plan.pdf')).getByRole('button', { name: 'Delete plan.pdf' }));
  const question = await screen.findByRole('alertdialog', { name: 'Delete plan.pdf?' });
  expect(removed).toEqual([]);
  fireEvent.click(within(question).getByRole('button', { name: 'Delete' }));
  await screen.findByText('plan.pdf deleted');
  expect(removed).toEqual([{ clientId: CLIENT, fileId: 'id-of-plan.pdf' }]);
  await waitFor(() => expect(screen.queryByRole('link', { name: 'plan.pdf' })).toBeNull());
  screen.getByRole('link', { name: 'note.txt' });
});

test('a viewer can only download', async () => {
  renderFiles([fileOf('plan.pdf')], { role: 'viewer' });
  within(await rowOf('plan.pdf')).getByRole('link', { name: 'Download plan.pdf' });
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.queryByLabelText('Add files')).toBeNull();
});

test('an empty list explains how to add files', async () => {
  renderFiles([]);
  await screen.findByText('No files yet. Drop files here or add them, up to 50 MiB each.');
  screen.getByRole('button', { name: 'Add files' });
});

test('without a client it asks for one', () => {
  renderFiles([], { clientId: null });
  screen.getByText('Assign a client to add files. Choose one under “Edit project”.');
  expect(screen.queryByRole('button')).toBeNull();
});

test('empty and too large files are reported immediately and can be dismissed', async () => {
  renderFiles([]);
  await screen.findByText(/^No files yet/);
  const large = new File(['x'], 'film.mp4');
  Object.defineProperty(large, 'size', { value: 50 * 1024 ** 2 + 1 });
  const files = [new File([], 'nothing.txt'), large];
  fireEvent.change(screen.getByLabelText('Add files', { selector: 'input' }), { target: { files } });
  await screen.findByText('The file is larger than 50 MiB.');
  const list = screen.getByRole('list', { name: 'Uploads' });
  within(list).getByText('The file is empty.');
  fireEvent.click(within(list).getByRole('button', { name: 'Dismiss nothing.txt' }));
  expect(within(list).queryByText('nothing.txt')).toBeNull();
  within(list).getByText('film.mp4');
});

test('changing the language changes its texts', async () => {
  renderFiles([]);
  await screen.findByText(/^No files yet/);
  await changeLanguage('de');
  await screen.findByText(/^Noch keine Dateien/);
  await changeLanguage('en');
  await screen.findByText(/^No files yet/);
});
