import { useInfiniteQuery } from '@tanstack/solid-query';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface PagedList<Item> {
  /** Undefined until the first page is there. */
  items: () => Item[] | undefined;
  /** Why there is nothing to show. What was read before stays, though reading it again failed. */
  error: () => unknown;
  retry: () => void;
  hasMore: () => boolean;
  loadingMore: () => boolean;
  loadMore: () => void;
}

/**
 * A list that is read page by page. Reading `items` never suspends.
 *
 * @param fetch one page, from where the one before it ended
 * @param idOf the field that tells items apart: a row keeps its place, and its focus, when it is read again
 */
export function usePages<Item>(
  key: () => readonly unknown[],
  fetch: (cursor: string | undefined) => Promise<Page<Item>>,
  idOf: (keyof Item & string) | 'id' = 'id',
): PagedList<Item> {
  const query = useInfiniteQuery(() => ({
    queryKey: key(),
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => fetch(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<Item>) => last.nextCursor ?? undefined,
    reconcile: idOf,
  }));
  return {
    items: () =>
      query.isPending || query.isLoadingError ? undefined : query.data?.pages.flatMap(({ items }) => items),
    error: () => (query.isLoadingError ? query.error : undefined),
    retry: () => void query.refetch(),
    hasMore: () => query.hasNextPage,
    loadingMore: () => query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}

/** A list that is read whole, as `List` takes it; `items` may filter and sort what the query has read. */
export function wholeList<Item>(
  query: { isPending: boolean; isLoadingError: boolean; error: unknown; refetch: () => unknown },
  items: () => Item[],
): PagedList<Item> {
  return {
    items: () => (query.isPending || query.isLoadingError ? undefined : items()),
    error: () => (query.isLoadingError ? query.error : undefined),
    retry: () => void query.refetch(),
    hasMore: () => false,
    loadingMore: () => false,
    loadMore: () => {},
  };
}

/** A list that is needed whole. */
export async function readAllPages<Item>(
  fetch: (page: { cursor: string | undefined; limit: number }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetch({ cursor, limit: 200 });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
