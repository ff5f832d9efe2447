import { Button, Card, EmptyState, PageHeader } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import type { PagedList } from '../api/pages.ts';
import { Plus } from './icons.ts';
import { type Column, List } from './List.tsx';
import { SearchField } from './SearchField.tsx';
import type { Search } from './search.ts';

interface ListPageProps<Item> {
  title: string;
  lead?: JSX.Element;
  list: PagedList<Item>;
  columns: (Column<Item> | false)[];
  /** What adds an item; undefined for people who may not. */
  create?: { label: string; onClick: () => void };
  /** Other buttons of the header. */
  actions?: JSX.Element;
  /** A search field above the list, and what it says when nothing matches. */
  search?: Search & { label: string; nothingFound: string };
  /** A list without items: one drawing and one sentence. Leave out for a list that cannot be empty. */
  empty?: { drawing: JSX.Element; text: string };
}

/** A page that is one list: header, search, table, and an invitation to add the first item. */
export function ListPage<Item>(props: ListPageProps<Item>) {
  const isEmpty = () => props.empty !== undefined && props.list.items()?.length === 0;
  const isSearching = () => (props.search?.wanted() ?? '') !== '';
  const createButton = () => (
    <Show when={props.create}>
      {(create) => (
        <Button variant="primary" onClick={() => create().onClick()}>
          <Plus class="size-4" aria-hidden="true" />
          {create().label}
        </Button>
      )}
    </Show>
  );
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={props.title}
        lead={props.lead}
        actions={
          <>
            {props.actions}
            <Show when={!isEmpty() || isSearching()}>{createButton()}</Show>
          </>
        }
      />
      <div class="flex flex-col gap-3">
        <Show when={!isEmpty() || props.search?.typed() ? props.search : undefined}>
          {(search) => (
            <SearchField label={search().label} value={search().typed()} onChange={search().type} />
          )}
        </Show>
        <Card>
          <List
            list={props.list}
            columns={props.columns}
            nothingFound={isSearching() ? props.search?.nothingFound : undefined}
            empty={
              <Show when={props.empty}>
                {(empty) => (
                  <EmptyState drawing={empty().drawing} text={empty().text} action={createButton()} />
                )}
              </Show>
            }
          />
        </Card>
      </div>
    </div>
  );
}
