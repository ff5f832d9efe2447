import { toClientProblem } from '@sitecast/client';
import { Button, cx } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import { problemText } from '../api/problem.ts';
import { t } from '../i18n/i18n.ts';
import { ArrowDown } from './icons.ts';

export function Table(props: { children: JSX.Element }) {
  return (
    <div class="overflow-x-auto">
      <table class="w-full border-collapse text-left text-base">{props.children}</table>
    </div>
  );
}

export function Tr(props: { children: JSX.Element }) {
  return (
    <tr class="group border-b border-line last:border-b-0 [tbody>&]:transition-colors [tbody>&]:hover:bg-sunken/50">
      {props.children}
    </tr>
  );
}

interface ThProps {
  children: JSX.Element;
  class?: string;
  /** The table's order, if it is sorted by this column. */
  order?: 'ascending' | 'descending';
}

export function Th(props: ThProps) {
  return (
    <th
      scope="col"
      aria-sort={props.order}
      class={cx(
        'h-10 border-b border-line px-3 text-xs font-medium text-quiet first:pl-5 last:pr-5',
        props.class,
      )}
    >
      {props.children}
    </th>
  );
}

/** A table's sort order. */
export interface Sort<Column extends string> {
  by: Column;
  descending: boolean;
}

interface SortThProps<Column extends string> {
  column: Column;
  sort: Sort<Column>;
  onSort: (sort: Sort<Column>) => void;
  /** The first press sorts from the largest, as for times. */
  descendingFirst?: boolean;
  children: JSX.Element;
  class?: string;
}

/** A column's title that sorts the table. */
export function SortTh<Column extends string>(props: SortThProps<Column>) {
  const isOn = () => props.sort.by === props.column;
  const order = () => {
    if (!isOn()) return undefined;
    return props.sort.descending ? 'descending' : 'ascending';
  };
  const press = () =>
    props.onSort({
      by: props.column,
      descending: isOn() ? !props.sort.descending : (props.descendingFirst ?? false),
    });
  return (
    <Th class={props.class} order={order()}>
      <button
        type="button"
        class={cx(
          '-mx-1.5 inline-flex items-center gap-1 rounded-[5px] px-1.5 py-1 transition-colors hover:bg-sunken hover:text-ink',
          isOn() && 'text-ink',
        )}
        onClick={press}
      >
        {props.children}
        <ArrowDown
          class={cx(
            'size-3.5 transition-[opacity,rotate]',
            !isOn() && 'opacity-0',
            order() === 'ascending' && 'rotate-180',
          )}
          aria-hidden="true"
        />
      </button>
    </Th>
  );
}

export function Td(props: { children: JSX.Element; class?: string }) {
  return <td class={cx('h-11 px-3 py-2 first:pl-5 last:pr-5', props.class)}>{props.children}</td>;
}

/** Loads the next page of a list. */
export function MoreButton(props: {
  list: { hasMore: () => boolean; loadingMore: () => boolean; loadMore: () => void };
}) {
  return (
    <Show when={props.list.hasMore()}>
      <div class="flex justify-center border-t border-line p-3">
        <Button variant="ghost" size="sm" busy={props.list.loadingMore()} onClick={props.list.loadMore}>
          {t('common.more')}
        </Button>
      </div>
    </Show>
  );
}

/** Why a list could not be loaded, with a retry. */
export function LoadFailure(props: { error: unknown; onRetry: () => void }) {
  return (
    <div role="alert" class="flex flex-col items-center gap-4 px-6 py-12 text-center">
      <p class="max-w-sm text-quiet">{problemText(toClientProblem(props.error))}</p>
      <Button size="sm" onClick={props.onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
}
