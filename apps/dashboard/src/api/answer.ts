import type { UseQueryResult } from '@tanstack/solid-query';

/** A query's answer; undefined until it is loaded. Reading it never suspends. */
export function answerOf<Data>(query: UseQueryResult<Data>): Data | undefined {
  return query.isPending || query.isLoadingError ? undefined : query.data;
}
