import { For, type JSX, Match, Switch } from 'solid-js';
import type { PagedList } from '../api/pages.ts';
import { LoadFailure, MoreButton, Table, Tr } from './Table.tsx';

interface PagedTableProps<Item> {
  list: PagedList<Item>;
  /** The heads of the columns. */
  head: JSX.Element;
  /** Stands for the rows until they are read. */
  skeleton: JSX.Element;
  /** Stands for a list without items, where there can be one. */
  empty?: JSX.Element;
  children: (item: Item) => JSX.Element;
}

/** A list that is read page by page, as a table: with what stands there while it loads, fails or is empty. */
export function PagedTable<Item>(props: PagedTableProps<Item>) {
  return (
    <Switch>
      <Match when={props.list.error()}>
        <LoadFailure error={props.list.error()} onRetry={props.list.retry} />
      </Match>
      <Match when={props.list.items()?.length === 0}>{props.empty}</Match>
      <Match when>
        <Table>
          <thead>
            <Tr>{props.head}</Tr>
          </thead>
          <tbody>
            <For each={props.list.items()} fallback={props.skeleton}>
              {props.children}
            </For>
          </tbody>
        </Table>
        <MoreButton list={props.list} />
      </Match>
    </Switch>
  );
}
