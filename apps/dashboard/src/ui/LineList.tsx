import { Skeleton } from '@sitecast/ui';
import { For, type JSX } from 'solid-js';
import type { PagedList } from '../api/pages.ts';
import { ListStates } from './List.tsx';

interface LineListProps<Item> {
  list: PagedList<Item>;
  /** Replaces a list without items. */
  empty: string;
  /** The list's accessible name. */
  label?: string;
  /** Renders one item as an `<li>`. */
  children: (item: Item) => JSX.Element;
}

/** A paged list of lines inside a card, with the states of `ListStates`. */
export function LineList<Item>(props: LineListProps<Item>) {
  return (
    <ListStates list={props.list} empty={props.empty} skeleton={<Skeleton class="m-5 h-10" />}>
      {(items) => (
        <ul class="divide-y divide-line" aria-label={props.label}>
          <For each={items()}>{props.children}</For>
        </ul>
      )}
    </ListStates>
  );
}
