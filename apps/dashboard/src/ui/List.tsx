import { cx, IconButton, Skeleton } from '@sitecast/ui';
import {
  type Accessor,
  children,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  Match,
  Show,
  Switch,
} from 'solid-js';
import type { PagedList } from '../api/pages.ts';
import { ChevronDown } from './icons.ts';
import { LoadFailure, MoreButton, type Sort, SortTh, Table, Td, Th, Tr } from './Table.tsx';

interface ListStatesProps<Item> {
  list: PagedList<Item>;
  /** Holds the place of the items until the first page is read; without it the children do. */
  skeleton?: JSX.Element;
  /** Replaces a list without items; a string becomes a quiet line. */
  empty: JSX.Element;
  /** Replaces it where a search or filter is on. */
  nothingFound?: JSX.Element;
  children: (items: Accessor<Item[]>) => JSX.Element;
}

/** A paged list in any form: loading, failed with a retry, empty, nothing found, or its items and “Show more”. */
export function ListStates<Item>(props: ListStatesProps<Item>) {
  return (
    <Switch>
      <Match when={props.list.error()}>
        <LoadFailure error={props.list.error()} onRetry={props.list.retry} />
      </Match>
      <Match when={props.list.items() === undefined && props.skeleton}>{(skeleton) => skeleton()}</Match>
      <Match when={props.list.items()?.length === 0 && props.nothingFound}>
        {(text) => (
          <div role="status" class="flex flex-col items-center gap-4 px-6 py-16 text-center text-quiet">
            {text()}
          </div>
        )}
      </Match>
      <Match when={props.list.items()?.length === 0}>
        <Empty>{props.empty}</Empty>
      </Match>
      <Match when>
        {props.children(() => props.list.items() ?? [])}
        <MoreButton list={props.list} />
      </Match>
    </Switch>
  );
}

function Empty(props: { children: JSX.Element }) {
  const content = children(() => props.children);
  return (
    <Show when={typeof content() === 'string'} fallback={content()}>
      <p class="px-5 py-6 text-quiet">{content()}</p>
    </Show>
  );
}

export interface Column<Item> {
  title: string;
  cell: (item: Item) => JSX.Element;
  /** The title is for screen readers only, as above a row's menu. */
  titleHidden?: boolean;
  /** Replaces the title, such as a checkbox that selects all rows. */
  head?: JSX.Element;
  /** The column shows from this breakpoint up: `sm` leaves it out on phones. */
  from?: keyof typeof shownFrom;
  /** Aligns title and cells to the right, as for numbers. */
  alignRight?: boolean;
  /** Classes of the cells. */
  class?: string;
  /** Classes of the placeholder while the list loads; null for none. */
  skeleton?: string | null;
  /** What the server calls the column, where the list can be sorted by it. */
  sort?: string;
  /** The first press sorts from the largest, as for times. */
  descendingFirst?: boolean;
}

const shownFrom = {
  sm: 'max-sm:hidden',
  md: 'max-md:hidden',
  lg: 'max-lg:hidden',
  xl: 'max-xl:hidden',
};

interface Details<Item> {
  /** The button's accessible name. */
  label: string;
  content: (item: Item) => JSX.Element;
}

interface ListProps<Item> extends Omit<ListStatesProps<Item>, 'children' | 'skeleton'> {
  /** False leaves a column out. */
  columns: (Column<Item> | false)[];
  /** What a button at the end of each row shows below it. */
  details?: Details<Item>;
  sort?: Sort<string>;
  onSort?: (sort: Sort<string>) => void;
}

/**
 * A paged list as a table: head, rows, placeholders, and the states of `ListStates`.
 *
 * @example
 * <List
 *   list={groups}
 *   empty={t('groups.empty')}
 *   columns={[
 *     { title: t('groups.columns.name'), cell: (group) => group.name, skeleton: 'w-36' },
 *     { title: t('groups.columns.screens'), cell: (group) => group.deviceCount, class: 'text-quiet', from: 'sm' },
 *   ]}
 * />
 */
export function List<Item>(props: ListProps<Item>) {
  // Evaluated once, and again when a text or a condition in it changes; not for every row.
  const columns = createMemo(() => props.columns.filter((column) => column !== false));
  return (
    <ListStates list={props.list} empty={props.empty} nothingFound={props.nothingFound}>
      {() => (
        <Table>
          <thead>
            <Tr>
              <For each={columns()}>
                {(column) => <Head column={column} sort={props.sort} onSort={props.onSort} />}
              </For>
              <Show when={props.details}>
                {(details) => (
                  <Th>
                    <span class="sr-only">{details().label}</span>
                  </Th>
                )}
              </Show>
            </Tr>
          </thead>
          <tbody>
            <For
              each={props.list.items()}
              fallback={<Placeholders columns={columns()} hasDetails={props.details !== undefined} />}
            >
              {(item) => <Row item={item} columns={columns()} details={props.details} />}
            </For>
          </tbody>
        </Table>
      )}
    </ListStates>
  );
}

function Row<Item>(props: { item: Item; columns: Column<Item>[]; details?: Details<Item> }) {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  return (
    <>
      <Tr>
        <For each={props.columns}>
          {(column) => <Td class={cellClass(column)}>{column.cell(props.item)}</Td>}
        </For>
        <Show when={props.details}>
          {(details) => (
            <Td class="text-right">
              <IconButton
                label={details().label}
                aria-expanded={open()}
                aria-controls={id}
                onClick={() => setOpen(!open())}
              >
                <ChevronDown
                  class={cx('size-4 transition-transform', open() && 'rotate-180')}
                  aria-hidden="true"
                />
              </IconButton>
            </Td>
          )}
        </Show>
      </Tr>
      <Show when={open() && props.details}>
        {(details) => (
          <tr id={id} class="border-b border-line bg-sunken/50 last:border-b-0">
            <td colspan={props.columns.length + 1} class="px-5 py-3">
              {details().content(props.item)}
            </td>
          </tr>
        )}
      </Show>
    </>
  );
}

function Head<Item>(props: {
  column: Column<Item>;
  sort?: Sort<string>;
  onSort?: (sort: Sort<string>) => void;
}) {
  const { column } = props;
  const hidden = column.from && shownFrom[column.from];
  if (column.sort !== undefined && props.sort && props.onSort)
    return (
      <SortTh
        column={column.sort}
        sort={props.sort}
        onSort={props.onSort}
        descendingFirst={column.descendingFirst}
        class={hidden}
      >
        {column.title}
      </SortTh>
    );
  return (
    <Th class={cx(hidden, column.alignRight && 'text-right')}>
      {column.head ?? (column.titleHidden ? <span class="sr-only">{column.title}</span> : column.title)}
    </Th>
  );
}

/** Rows that hold the place of those to come. */
function Placeholders<Item>(props: { columns: Column<Item>[]; hasDetails: boolean }) {
  return (
    <For each={[1, 2, 3]}>
      {() => (
        <Tr>
          <For each={props.columns}>
            {(column) => (
              <Td class={cellClass(column)}>
                {column.skeleton !== null && (
                  <Skeleton class={cx('h-4', column.alignRight && 'ml-auto', column.skeleton ?? 'w-20')} />
                )}
              </Td>
            )}
          </For>
          {props.hasDetails && <Td>{null}</Td>}
        </Tr>
      )}
    </For>
  );
}

function cellClass<Item>(column: Column<Item>): string {
  const alignRight = column.alignRight || column.titleHidden;
  return cx(column.class, column.from && shownFrom[column.from], alignRight && 'text-right');
}
