import { toClientProblem } from '@sitecast/client';
import { QueryCache, QueryClient } from '@tanstack/solid-query';

/** A cache whose answers are loaded once and then kept up to date by live events; see live.ts. */
export function createQueryClient(onSessionEnd: () => void): QueryClient {
  const codeOf = (error: unknown) => toClientProblem(error).code;
  return new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        if (codeOf(error) === 'UNAUTHENTICATED') onSessionEnd();
      },
    }),
    defaultOptions: {
      queries: {
        // The server may be reachable without the internet.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && codeOf(error) === 'UNREACHABLE',
        retryDelay: (attempt) => 500 * 2 ** attempt,
        staleTime: 10_000,
      },
    },
  });
}
