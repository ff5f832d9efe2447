import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import { usePages } from '../api/pages.ts';
import { renderInWorkspace } from '../testing/render.tsx';
import { List } from './List.tsx';
import { ListPage } from './ListPage.tsx';
import { createSearch } from './search.ts';
import type { Sort } from './Table.tsx';

interface Site {
  id: string;
  name: string;
}

interface Page {
  items: Site[];
  nextCursor: string | null;
}

const pageOf = (...names: string[]): Page => ({
  items: names.map((name) => ({ id: name, name })),
  nextCursor: null,
});

function renderList(fetch: (cursor: string | undefined) => Promise<Page>, nothingFound?: string) {
  function Sites() {
    const list = usePages(() => ['sites'], fetch);
    return (
      <List
        list={list}
        empty="No sites yet"
        nothingFound={nothingFound}
        columns={[
          { title: 'Name', cell: (site) => site.name },
          { title: 'Id', cell: (site) => site.id, from: 'sm' },
          { title: 'Actions', titleHidden: true, cell: () => <button type="button">Edit</button> },
        ]}
      />
    );
  }
  return renderInWorkspace(() => <Sites />, {});
}

test('a list shows its head while it loads, then a row for each item', async () => {
  let answer = (_page: Page) => {};
  renderList(() => new Promise((resolve) => (answer = resolve)));
  expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
    'Name',
    'Id',
    'Actions',
  ]);
  expect(screen.queryByText('No sites yet')).toBeNull();
  answer(pageOf('Quay', 'Tower'));
  const row = await screen.findByRole('row', { name: /Tower/ });
  within(row).getByRole('button', { name: 'Edit' });
  expect(screen.getAllByRole('row')).toHaveLength(3);
});

test('a column that phones leave out is hidden in head and rows alike', async () => {
  renderList(async () => pageOf('Quay'));
  const cells = await screen.findAllByText('Quay');
  expect(cells.map((cell) => cell.className.includes('max-sm:hidden'))).toEqual([false, true]);
  expect(screen.getByText('Id').className).toContain('max-sm:hidden');
});

test('a list without items says so; a search without matches says something else', async () => {
  const { unmount } = renderList(async () => pageOf());
  await screen.findByText('No sites yet');
  unmount();
  renderList(async () => pageOf(), 'Nothing found');
  expect((await screen.findByRole('status')).textContent).toBe('Nothing found');
  expect(screen.queryByText('No sites yet')).toBeNull();
});

test('a list that cannot be read offers to try again', async () => {
  let fails = true;
  renderList(async () => {
    if (fails) throw new Error('down');
    return pageOf('Quay');
  });
  await screen.findByRole('alert');
  fails = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('row', { name: /Quay/ });
  expect(screen.queryByRole('alert')).toBeNull();
});

test('“Show more” loads the rest', async () => {
  renderList(async (cursor) => (cursor ? pageOf('Tower') : { ...pageOf('Quay'), nextCursor: 'next' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
  await screen.findByRole('row', { name: /Tower/ });
  screen.getByRole('row', { name: /Quay/ });
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

test('a column with a sort changes the order, largest first where it says so', async () => {
  const sorts: Sort<string>[] = [];
  function Sites() {
    const list = usePages(
      () => ['sites'],
      async () => pageOf('Quay'),
    );
    const [sort, setSort] = createSignal<Sort<string>>({ by: 'name', descending: false });
    return (
      <List
        list={list}
        empty=""
        sort={sort()}
        onSort={(next) => {
          sorts.push(next);
          setSort(next);
        }}
        columns={[
          { title: 'Name', sort: 'name', cell: (site) => site.name },
          { title: 'Created', sort: 'createdAt', descendingFirst: true, cell: (site) => site.id },
        ]}
      />
    );
  }
  renderInWorkspace(() => <Sites />, {});
  fireEvent.click(await screen.findByRole('button', { name: 'Created' }));
  expect(sorts).toEqual([{ by: 'createdAt', descending: true }]);
  const head = screen.getByRole('columnheader', { name: 'Created' });
  expect(head.getAttribute('aria-sort')).toBe('descending');
});

/** A page of sites that are searched by what their name contains. */
function renderPage(names: string[], mayCreate = true) {
  const created: string[] = [];
  function Sites() {
    const search = createSearch();
    const list = usePages(
      () => ['sites', search.wanted()],
      async () => pageOf(...names.filter((name) => name.includes(search.wanted()))),
    );
    return (
      <ListPage
        title="Sites"
        list={list}
        search={{ ...search, label: 'Search sites', nothingFound: 'Nothing found' }}
        create={mayCreate ? { label: 'Add site', onClick: () => created.push('site') } : undefined}
        empty={{ drawing: <svg />, text: 'No sites yet' }}
        columns={[{ title: 'Name', cell: (site) => site.name }]}
      />
    );
  }
  renderInWorkspace(() => <Sites />, {});
  return created;
}

test('a search filters the list, and can be cleared when nothing matches', async () => {
  renderPage(['Quay', 'Tower']);
  await screen.findByRole('row', { name: 'Quay' });
  fireEvent.input(screen.getByRole('searchbox', { name: 'Search sites' }), { target: { value: ' To ' } });
  await waitFor(() => expect(screen.queryByRole('row', { name: 'Quay' })).toBeNull());
  await screen.findByRole('row', { name: 'Tower' });
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'none' } });
  expect((await screen.findByText('Nothing found')).getAttribute('role')).toBe('status');
  screen.getByRole('button', { name: 'Add site' });
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: '' } });
  await screen.findByRole('row', { name: 'Quay' });
});

test('a page without items has one button to add the first, and no search', async () => {
  const created = renderPage([]);
  await screen.findByText('No sites yet');
  expect(screen.queryByRole('searchbox')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Add site' }));
  expect(created).toEqual(['site']);
});

test('people who may not add see no button', async () => {
  renderPage([], false);
  await screen.findByText('No sites yet');
  expect(screen.queryByRole('button')).toBeNull();
});
