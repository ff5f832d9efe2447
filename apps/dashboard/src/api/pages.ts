import { useInfiniteQuery } from '@tanstack/solid-query';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface PagedList<Item> {
  /** Undefined until the first page is loaded. */
  items: () => Item[] | undefined;
  /** Why the first load failed. When a refetch fails, the last answer stays. */
  error: () => unknown;
  retry: () => void;
  hasMore: () => boolean;
  loadingMore: () => boolean;
  loadMore: () => void;
}

/**
 * A list that is loaded page by page. Reading `items` never suspends.
 *
 * @param fetch reads one page, from the cursor of the page before it
 * @param idOf the field that identifies an item, so that its row keeps its focus when it is read again
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

/** A query that loads a whole list, as `List` takes it; `items` may filter and sort its answer. */
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

/** Reads all pages of a list. */
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
