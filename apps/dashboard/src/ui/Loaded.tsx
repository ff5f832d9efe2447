import type { UseQueryResult } from '@tanstack/solid-query';
import { type Accessor, type JSX, Match, Switch } from 'solid-js';
import { LoadFailure } from './Table.tsx';

interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  /** Holds the place until the answer is there. */
  skeleton: JSX.Element;
  children: (data: Accessor<Data>) => JSX.Element;
}

/** The answer of one query, its placeholder, or the failure with a retry. Never suspends. */
export function Loaded<Data>(props: LoadedProps<Data>) {
  return (
    <Switch fallback={props.children(() => props.query.data as Data)}>
      <Match when={props.query.isLoadingError}>
        <LoadFailure error={props.query.error} onRetry={() => void props.query.refetch()} />
      </Match>
      <Match when={props.query.isPending}>{props.skeleton}</Match>
    </Switch>
  );
}
