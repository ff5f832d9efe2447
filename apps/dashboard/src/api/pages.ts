import { useInfiniteQuery } from '@tanstack/solid-query';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/**
 * A list that is read page by page. `items` is undefined until the first page is there; reading it never suspends.
 *
 * @param fetch one page, from where the one before it ended
 */
export function usePages<Item>(
  key: () => readonly unknown[],
  fetch: (cursor: string | undefined) => Promise<Page<Item>>,
) {
  const query = useInfiniteQuery(() => ({
    queryKey: key(),
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => fetch(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<Item>) => last.nextCursor ?? undefined,
  }));
  return {
    items: () =>
      query.isPending || query.isError ? undefined : query.data?.pages.flatMap(({ items }) => items),
    error: () => (query.isError ? query.error : undefined),
    retry: () => void query.refetch(),
    hasMore: () => query.hasNextPage,
    loadingMore: () => query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}
